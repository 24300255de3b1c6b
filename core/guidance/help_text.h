#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// A stretch of text with one look.
struct HelpSpan {
    std::string text;
    enum class Look { Plain, Strong } look = Look::Plain;
    std::string address; ///< https, for a link; else empty
};

enum class HelpBlockKind {
    Title,   ///< "# ", exactly one, at the beginning
    Heading, ///< "## "
    Paragraph,
    Bullet,    ///< "- "
    Step,      ///< "1. ", numbered from 1 without gaps within a list
    Quotation, ///< "> ", a text to copy
};

struct HelpBlock {
    HelpBlockKind kind = HelpBlockKind::Paragraph;
    int number = 0; ///< of a Step
    std::vector<HelpSpan> spans;

    std::string plainText() const;
};

/// The subset of Markdown in which help is written: blocks as of HelpBlockKind, each begun by its mark and
/// ended by an empty line or the next mark; **strong**, [text](https://...). No HTML, no images, no nesting;
/// "*", "[", "<" and "`" have no other use, so that a slip of the pen is found and not shown.
/// @returns input.unknown_format with the line's number
Result<std::vector<HelpBlock>> parseHelp(std::string_view markdown);

} // namespace tanba::guidance
