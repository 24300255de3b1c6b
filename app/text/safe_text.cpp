#include "app/text/safe_text.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::text {

namespace {

struct CharacterRange {
    char32_t first, last;
};

constexpr std::array<CharacterRange, 6> kCombining = {{
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x064B, 0x065F},
    {0x1AB0, 0x1AFF},
    {0x20D0, 0x20FF},
}};

bool combining(char32_t character) {
    return std::ranges::any_of(kCombining, [character](const CharacterRange& range) {
        return character >= range.first && character <= range.last;
    });
}

std::string_view htmlEntity(char character) {
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

} // namespace

std::string htmlText(std::string_view foreign) {
    std::string html;
    for (const char character : displayText(foreign)) {
        const std::string_view entity = htmlEntity(character);
        if (entity.empty())
            html.push_back(character);
        else
            html.append(entity);
    }
    return html;
}

std::size_t displayWidth(std::string_view safe) {
    std::size_t width = 0;
    for (ByteView rest = viewOf(safe); !rest.empty();) {
        const std::optional<char32_t> character = takeUtf8(rest);
        if (!character || !combining(*character))
            ++width;
    }
    return width;
}

} // namespace tanba::text
