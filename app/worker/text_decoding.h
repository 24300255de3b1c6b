#pragma once

#include "app/preview/preview.h"
#include "core/base/bytes.h"

#include <optional>
#include <string>

namespace tanba::worker {

/// Of a text only this much is looked at.
inline constexpr std::size_t kMaxExamined = std::size_t{8} * 1024 * 1024;

struct DecodedText {
    std::string text; ///< UTF-8 without a byte order mark
    preview::TextEncoding encoding = preview::TextEncoding::Utf8;
    preview::Extent extent = preview::Extent::Whole;
};

/// The beginning of the document as text: UTF-8, UTF-16 (with a byte order mark, or recognised by its zeros)
/// or Windows-1251; none when it is no text.
std::optional<DecodedText> decodeText(ByteView document);

} // namespace tanba::worker
