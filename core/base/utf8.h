#pragma once

#include "core/base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace tanba {

/// Takes one character off the front of `text`, which is not empty; none for bytes that are no UTF-8 (RFC
/// 3629), which are taken away up to where a character may begin again.
std::optional<char32_t> takeUtf8(ByteView& text);
/// U+FFFD for what is no character.
void appendUtf8(std::string& text, char32_t character);

/// Valid UTF-8 in any case: every broken sequence becomes one U+FFFD.
std::string repairedUtf8(std::string_view text);

/// Foreign text for a screen: valid UTF-8, in which control, bidirectional and invisible characters, which
/// could make one name look like another, became U+FFFD.
std::string displayText(std::string_view text);

} // namespace tanba
