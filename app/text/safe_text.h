#pragma once

#include <string>
#include <string_view>

namespace tanba::text {

/// Foreign text (names from certificates, file names) made fit to be shown: valid UTF-8, on one line; control
/// characters, bidirectional controls, invisible formatting characters and malformed bytes become U+FFFD, so
/// that no name can rewrite the terminal or turn the words beside it around.
std::string safeText(std::string_view foreign);

/// safeText, with the five characters that mean something in HTML written as entities: for element content
/// and quoted attribute values.
std::string htmlText(std::string_view foreign);

/// Number of columns that safe text takes up, near enough for aligning labels: one a character, none for
/// combining marks.
std::size_t displayWidth(std::string_view safe);

} // namespace tanba::text
