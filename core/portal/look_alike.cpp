#include "core/portal/look_alike.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace tanba::portal {

namespace {

struct AlikeRow {
    std::u32string_view letters;
    char alike;
};
/// After small letters were made. i, l and 1 are one; Kazakh letters go with the ones they are taken for.
constexpr std::array<AlikeRow, 25> kAlike{{
    {U"чҷҹӌӵ", '4'},
    {U"аәàáâãäåāăąα@", 'a'},
    {U"вьßβ", 'b'},
    {U"сçćĉċčς", 'c'},
    {U"ԁďđ", 'd'},
    {U"еёэєèéêëēĕėęěε3", 'e'},
    {U"ƒ", 'f'},
    {U"ɡĝğġģց", 'g'},
    {U"нһħĥң", 'h'},
    {U"iіїıìíîïĩīĭįιӏĺļľŀł|1", 'l'},
    {U"јĵ", 'j'},
    {U"кқķκ", 'k'},
    {U"мṁ", 'm'},
    {U"пñńņňŉη", 'n'},
    {U"оөòóôõöøōŏőοσ0", 'o'},
    {U"рρþ", 'p'},
    {U"ԛ", 'q'},
    {U"ŕŗř", 'r'},
    {U"ѕśŝşš5$", 's'},
    {U"тτţťŧ", 't'},
    {U"ùúûüũūŭůűųυ", 'u'},
    {U"νѵ", 'v'},
    {U"ԝŵω", 'w'},
    {U"хҳχ", 'x'},
    {U"уүұýÿγŷ", 'y'},
}};

/// Letters and digits that Unicode has once more in another dress: in circles and brackets, for mathematics,
/// raised and lowered, of other scripts' decimal digits. They run from `first` to `last` as they do from
/// `plain`, and begin again after `count`.
struct DressedRow {
    char32_t first;
    char32_t last;
    char32_t plain;
    char32_t count;
};
constexpr auto kDressed = std::to_array<DressedRow>({
    {0x00B2, 0x00B3, U'2', 2},    {0x00B9, 0x00B9, U'1', 1},    {0x0660, 0x0669, U'0', 10},
    {0x06F0, 0x06F9, U'0', 10},   {0x07C0, 0x07C9, U'0', 10},   {0x0966, 0x096F, U'0', 10},
    {0x2070, 0x2070, U'0', 1},    {0x2074, 0x2079, U'4', 6},    {0x2080, 0x2089, U'0', 10},
    {0x2460, 0x2468, U'1', 9},    {0x2474, 0x247C, U'1', 9},    {0x2488, 0x2490, U'1', 9},
    {0x249C, 0x24E9, U'a', 26},   {0x24EA, 0x24EA, U'0', 1},    {0x24F5, 0x24FD, U'1', 9},
    {0x2776, 0x277E, U'1', 9},    {0x2780, 0x2788, U'1', 9},    {0x278A, 0x2792, U'1', 9},
    {0x1D400, 0x1D6A3, U'a', 26}, {0x1D7CE, 0x1D7FF, U'0', 10}, {0x1F101, 0x1F10A, U'0', 10},
    {0x1F110, 0x1F129, U'a', 26}, {0x1F130, 0x1F149, U'a', 26}, {0x1F150, 0x1F169, U'a', 26},
    {0x1F170, 0x1F189, U'a', 26}, {0x1F1E6, 0x1F1FF, U'a', 26}, {0x1FBF0, 0x1FBF9, U'0', 10},
});

char32_t undressed(char32_t letter) {
    for (const DressedRow& row : kDressed)
        if (letter >= row.first && letter <= row.last)
            return row.plain + (letter - row.first) % row.count;
    return letter;
}

char32_t smallLetter(char32_t letter) {
    const bool latin = letter >= U'A' && letter <= U'Z';
    const bool cyrillic = letter >= U'А' && letter <= U'Я';
    if (latin || cyrillic)
        return letter + 0x20;
    if (letter >= 0x0400 && letter <= 0x040F)
        return letter + 0x50;
    const bool accented = (letter >= 0x00C0 && letter <= 0x00DE) || (letter >= 0x0391 && letter <= 0x03A9);
    if (accented)
        return letter + 0x20;
    if (letter == 0x04C0) // palochka
        return 0x04CF;
    const bool pairs = (letter >= 0x0100 && letter <= 0x017E) || (letter >= 0x0460 && letter <= 0x052F);
    const bool oddCapitals = (letter >= 0x0139 && letter <= 0x0148) ||
                             (letter >= 0x0179 && letter <= 0x017E) || (letter >= 0x04C1 && letter <= 0x04CE);
    const bool capital = letter % 2 == (oddCapitals ? 1U : 0U);
    return pairs && capital ? letter + 1 : letter;
}

/// 0 for what is passed over.
char32_t alike(char32_t letter) {
    if (letter >= 0xFF01 && letter <= 0xFF5E) // full width
        letter -= 0xFEE0;
    letter = smallLetter(undressed(letter));
    for (const AlikeRow& row : kAlike)
        if (row.letters.find(letter) != std::u32string_view::npos)
            return static_cast<char32_t>(row.alike);
    const bool plain = (letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9');
    const bool combining = letter >= 0x0300 && letter <= 0x036F;
    const bool otherLetter = letter >= 0x00DF && !combining && !(letter >= 0x2000 && letter <= 0x2BFF) &&
                             !(letter >= 0xFE00 && letter <= 0xFEFF);
    return plain || otherLetter ? letter : 0;
}

/// One letter that looks like two is written as the two. Not the other way round: a letter must not vanish
/// into its neighbour, or "egov" would no longer stand in "egovv".
struct PairRow {
    char32_t letter;
    std::u32string_view alike;
};
constexpr std::array<PairRow, 2> kPairs{{{U'm', U"rn"}, {U'w', U"vv"}}};

void appendAlike(std::u32string& bones, char32_t letter) {
    const auto* const row = std::ranges::find(kPairs, letter, &PairRow::letter);
    if (row == kPairs.end())
        bones.push_back(letter);
    else
        bones += row->alike;
}

std::string skeletonOf(const std::u32string& letters) {
    std::u32string bones;
    for (const char32_t letter : letters)
        if (const char32_t kept = alike(letter); kept != 0)
            appendAlike(bones, kept);
    std::string text;
    for (const char32_t letter : bones)
        appendUtf8(text, letter);
    return text;
}

// ---- RFC 3492 ----

constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kLeastThreshold = 1;
constexpr std::uint32_t kMostThreshold = 26;
constexpr std::uint32_t kLargest = 0x10FFFF;

std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool first) {
    constexpr std::uint32_t kSkew = 38;
    constexpr std::uint32_t kDamp = 700;
    delta = first ? delta / kDamp : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > ((kBase - kLeastThreshold) * kMostThreshold) / 2; k += kBase)
        delta /= kBase - kLeastThreshold;
    return k + (kBase - kLeastThreshold + 1) * delta / (delta + kSkew);
}

std::optional<std::uint32_t> punycodeDigit(char letter) {
    if (letter >= 'a' && letter <= 'z')
        return static_cast<std::uint32_t>(letter - 'a');
    if (letter >= '0' && letter <= '9')
        return static_cast<std::uint32_t>(letter - '0') + 26;
    return std::nullopt;
}

/// One number of variable length (3.3), taken off the front.
std::optional<std::uint32_t> takeDelta(std::string_view& rest, std::uint32_t bias) {
    std::uint64_t delta = 0;
    std::uint64_t weight = 1;
    for (std::uint32_t k = kBase;; k += kBase) {
        const auto digit = rest.empty() ? std::nullopt : punycodeDigit(rest.front());
        if (!digit || weight > kLargest)
            return std::nullopt;
        rest.remove_prefix(1);
        delta += *digit * weight;
        const std::uint32_t threshold = k <= bias ? kLeastThreshold : std::min(k - bias, kMostThreshold);
        if (*digit < threshold)
            break;
        weight *= kBase - threshold;
    }
    return delta <= std::uint64_t{kLargest} * 64 ? std::optional(static_cast<std::uint32_t>(delta))
                                                 : std::nullopt;
}

std::u32string fromPunycode(std::string_view code) {
    std::u32string letters;
    const std::size_t hyphen = code.rfind('-');
    if (hyphen != std::string_view::npos) {
        letters.assign(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(hyphen));
        code.remove_prefix(hyphen + 1);
    }
    std::uint32_t point = 128;
    std::uint32_t place = 0;
    std::uint32_t bias = 72;
    while (!code.empty()) {
        const auto delta = takeDelta(code, bias);
        if (!delta)
            return letters;
        const auto count = static_cast<std::uint32_t>(letters.size()) + 1;
        bias = adapted(*delta, count, place == 0 && point == 128);
        point += (place + *delta) / count;
        place = (place + *delta) % count;
        if (point > kLargest)
            return letters;
        letters.insert(place++, 1, static_cast<char32_t>(point));
    }
    return letters;
}

} // namespace

std::string skeleton(std::string_view text) {
    std::u32string letters;
    for (ByteView rest = viewOf(text); !rest.empty();)
        letters += takeUtf8(rest).value_or(U'\uFFFD');
    return skeletonOf(letters);
}

std::string hostSkeleton(std::string_view host) {
    constexpr std::string_view kPunycode = "xn--";
    std::u32string letters;
    while (!host.empty()) {
        const std::string_view label = host.substr(0, host.find('.'));
        if (label.starts_with(kPunycode))
            letters += fromPunycode(label.substr(kPunycode.size()));
        else
            letters.append(label.begin(), label.end());
        host.remove_prefix(std::min(host.size(), label.size() + 1));
    }
    return skeletonOf(letters);
}

} // namespace tanba::portal
