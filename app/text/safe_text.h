#pragma once

#include <string>
#include <string_view>

namespace tanba::text {

/// displayText (core/base/utf8.h), with the five characters that mean something in HTML written as entities:
/// for element content and quoted attribute values.
std::string htmlText(std::string_view foreign);

/// Number of columns that safe text takes up, near enough for aligning labels: one a character, none for
/// combining marks.
std::size_t displayWidth(std::string_view safe);

} // namespace tanba::text
