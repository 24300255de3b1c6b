#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tanba {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CharacterRange {
    char32_t first;
    char32_t last;
};

/// Characters that show nothing of their own and steer or hide others.
constexpr std::array<CharacterRange, 19> kNotForDisplay{{
    {0x0000, 0x001F},   // C0 controls
    {0x007F, 0x009F},   // DEL, C1 controls
    {0x00AD, 0x00AD},   // soft hyphen
    {0x034F, 0x034F},   // combining grapheme joiner
    {0x061C, 0x061C},   // Arabic letter mark
    {0x115F, 0x1160},   // Hangul fillers
    {0x17B4, 0x17B5},   // Khmer inherent vowels
    {0x180B, 0x180F},   // Mongolian selectors
    {0x200B, 0x200F},   // zero width characters, direction marks
    {0x2028, 0x202E},   // line and paragraph separators, bidirectional embeddings and overrides
    {0x2060, 0x206F},   // invisible operators, bidirectional isolates
    {0x3164, 0x3164},   // Hangul filler
    {0xFE00, 0xFE0F},   // variation selectors
    {0xFEFF, 0xFEFF},   // zero width no-break space
    {0xFFA0, 0xFFA0},   // Hangul filler
    {0xFFF0, 0xFFFB},   // interlinear annotation
    {0xFFFE, 0xFFFF},   // no characters
    {0x1D173, 0x1D17A}, // musical controls
    {0xE0000, 0xE0FFF}, // tags, variation selectors
}};

bool isCharacter(char32_t value) {
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

/// Octets that follow this first one; none for what never begins a character.
std::optional<std::size_t> followersOf(std::uint8_t lead) {
    if (lead < 0x80)
        return 0;
    if (lead < 0xC2 || lead > 0xF4)
        return std::nullopt;
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/// `text` with each character as `map` gives it; none becomes U+FFFD.
template <typename Map>
std::string mapped(std::string_view text, const Map& map) {
    std::string out;
    out.reserve(text.size());
    for (ByteView rest = viewOf(text); !rest.empty();)
        appendUtf8(out, map(takeUtf8(rest).value_or(kReplacement)));
    return out;
}

} // namespace

std::optional<char32_t> takeUtf8(ByteView& text) {
    constexpr std::array<char32_t, 4> kLeast{0, 0x80, 0x800, 0x10000};
    const std::uint8_t lead = text[0];
    text = text.subspan(1);
    const std::optional<std::size_t> followers = followersOf(lead);
    if (!followers)
        return std::nullopt;
    char32_t character = *followers == 0 ? lead : lead & (0x3FU >> *followers);
    for (std::size_t count = 0; count < *followers; ++count) {
        if (text.empty() || (text[0] & 0xC0) != 0x80)
            return std::nullopt;
        character = (character << 6) | (text[0] & 0x3FU);
        text = text.subspan(1);
    }
    if (character < kLeast[*followers] || !isCharacter(character))
        return std::nullopt;
    return character;
}

void appendUtf8(std::string& text, char32_t character) {
    if (!isCharacter(character))
        character = kReplacement;
    const auto put = [&text](char32_t octet) { text.push_back(static_cast<char>(octet)); };
    const auto putFollower = [&put, character](int shift) { put(0x80 | ((character >> shift) & 0x3F)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        putFollower(0);
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        putFollower(6);
        putFollower(0);
    } else {
        put(0xF0 | (character >> 18));
        putFollower(12);
        putFollower(6);
        putFollower(0);
    }
}

std::string repairedUtf8(std::string_view text) {
    return mapped(text, [](char32_t character) { return character; });
}

std::string displayText(std::string_view text) {
    return mapped(text, [](char32_t character) {
        const bool hidden = std::ranges::any_of(kNotForDisplay, [character](const CharacterRange& range) {
            return character >= range.first && character <= range.last;
        });
        return hidden ? kReplacement : character;
    });
}

} // namespace tanba
