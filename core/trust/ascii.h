#pragma once

#include <string>
#include <string_view>

namespace tanba::trust {

constexpr char asciiLower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

/// Other bytes than A to Z stay as they are, those of UTF-8 too.
inline std::string asciiLower(std::string_view text) {
    std::string lower(text);
    for (char& character : lower)
        character = asciiLower(character);
    return lower;
}

} // namespace tanba::trust
