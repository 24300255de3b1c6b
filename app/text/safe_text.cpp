#include "app/text/safe_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tanba::text {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CharacterRange {
    char32_t first, last;
};

// Unicode characters that show nothing of their own and change how the rest is shown.
constexpr std::array<CharacterRange, 20> kUnsafe = {{
    {0x0000, 0x001F},   // C0 controls
    {0x007F, 0x009F},   // DEL and C1 controls
    {0x00AD, 0x00AD},   // soft hyphen
    {0x034F, 0x034F},   // combining grapheme joiner
    {0x061C, 0x061C},   // Arabic letter mark
    {0x115F, 0x1160},   // Hangul fillers
    {0x17B4, 0x17B5},   // Khmer inherent vowels
    {0x180B, 0x180F},   // Mongolian selectors
    {0x200B, 0x200F},   // zero width, direction marks
    {0x2028, 0x202E},   // line separators, bidirectional embeddings and overrides
    {0x2060, 0x206F},   // invisible operators, bidirectional isolates
    {0x3164, 0x3164},   // Hangul filler
    {0xD800, 0xDFFF},   // surrogates are not characters
    {0xFE00, 0xFE0F},   // variation selectors
    {0xFEFF, 0xFEFF},   // zero width no-break space
    {0xFFA0, 0xFFA0},   // Hangul filler
    {0xFFF0, 0xFFFB},   // interlinear annotation
    {0xFFFE, 0xFFFF},   // not characters
    {0x1D173, 0x1D17A}, // musical controls
    {0xE0000, 0xE0FFF}, // tags and variation selectors
}};

constexpr std::array<CharacterRange, 6> kCombining = {{
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x064B, 0x065F},
    {0x1AB0, 0x1AFF},
    {0x20D0, 0x20FF},
}};

template <typename Ranges>
bool within(const Ranges& ranges, char32_t character) {
    return std::ranges::any_of(ranges, [character](const CharacterRange& range) {
        return character >= range.first && character <= range.last;
    });
}

/// Takes one character off the front; malformed UTF-8 costs one byte and gives U+FFFD.
char32_t nextCharacter(std::string_view& text) {
    const auto byteAt = [&text](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    const std::uint8_t lead = byteAt(0);
    const auto malformed = [&text] {
        text.remove_prefix(1);
        return kReplacement;
    };
    if (lead < 0x80) {
        text.remove_prefix(1);
        return lead;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return malformed();
    char32_t character = lead & (0x7FU >> length);
    for (std::size_t index = 1; index < length; ++index) {
        if ((byteAt(index) & 0xC0U) != 0x80U)
            return malformed();
        character = (character << 6U) | (byteAt(index) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kShortest = {0, 0, 0x80, 0x800, 0x10000};
    if (character < kShortest[length] || character > 0x10FFFF)
        return malformed();
    text.remove_prefix(length);
    return character;
}

void appendCharacter(std::string& target, char32_t character) {
    const auto put = [&target](char32_t byte) { target.push_back(static_cast<char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0U | (character >> 6U));
        put(0x80U | (character & 0x3FU));
    } else if (character < 0x10000) {
        put(0xE0U | (character >> 12U));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    } else {
        put(0xF0U | (character >> 18U));
        put(0x80U | ((character >> 12U) & 0x3FU));
        put(0x80U | ((character >> 6U) & 0x3FU));
        put(0x80U | (character & 0x3FU));
    }
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

std::string safeText(std::string_view foreign) {
    std::string safe;
    safe.reserve(foreign.size());
    while (!foreign.empty()) {
        const char32_t character = nextCharacter(foreign);
        appendCharacter(safe, within(kUnsafe, character) ? kReplacement : character);
    }
    return safe;
}

std::string htmlText(std::string_view foreign) {
    std::string html;
    for (const char character : safeText(foreign)) {
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
    while (!safe.empty())
        if (!within(kCombining, nextCharacter(safe)))
            ++width;
    return width;
}

} // namespace tanba::text
