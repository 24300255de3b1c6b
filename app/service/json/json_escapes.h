#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanba::service {

/// Resolves one escape behind its backslash and takes it off the front of `rest`: b t n f r " ' \ / and
/// uXXXX, two of which make one character beyond U+FFFF. Nothing for any other, and for half a pair.
std::optional<char32_t> takeEscape(std::string_view& rest);

/// Appends `text` as it stands between the quotation marks of a JSON string, as org.json writes it: with "</"
/// as "<\/", so that it may stand in a script.
/// @param previous the character in front of `text` within the same string, or 0.
void appendEscaped(std::string& out, std::string_view text, char previous = 0);

/// The same with its quotation marks.
std::string jsonQuoted(std::string_view text);

} // namespace tanba::service
