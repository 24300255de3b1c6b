#include "app/worker/text_decoding.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::worker {

namespace {

using preview::Extent;
using preview::TextEncoding;

constexpr char32_t kReplacement = 0xFFFD;

/// Windows-1251 from 0x80 on (its one unused octet, 0x98, is U+FFFD); from 0xC0 on it is U+0410 and what
/// follows.
constexpr std::array<char16_t, 64> kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

char32_t fromWindows1251(std::uint8_t octet) {
    if (octet < 0x80)
        return octet;
    return octet < 0xC0 ? kWindows1251.at(octet - 0x80U) : static_cast<char32_t>(0x0410 + (octet - 0xC0));
}

bool isControl(char32_t character) {
    return character < 0x20 && character != '\t' && character != '\n' && character != '\r' &&
           character != '\f';
}

/// What is counted to tell text from other things.
struct Census {
    std::size_t characters = 0;
    std::size_t controls = 0;
    std::size_t broken = 0;
    std::size_t beyondAscii = 0;
    std::size_t cyrillic = 0;
    std::size_t usual = 0; ///< Latin, Greek, Cyrillic, general punctuation

    void count(char32_t character) {
        ++characters;
        controls += isControl(character) ? 1U : 0U;
        broken += character == kReplacement ? 1U : 0U;
        beyondAscii += character >= 0x80 ? 1U : 0U;
        cyrillic += character >= 0x0400 && character < 0x0530 ? 1U : 0U;
        usual += (character >= 0x09 && character < 0x0530) || (character >= 0x2000 && character < 0x2130)
                     ? 1U
                     : 0U;
    }
    /// Texts carry a control character now and then; other files are full of them.
    bool fewControls() const { return controls * 20 <= characters; }
};

struct Decoded {
    std::string text;
    Census census;

    void put(char32_t character) {
        census.count(character);
        appendUtf8(text, character);
    }
};

/// None for anything that is no UTF-8; a character cut off at the end of a longer document is left out.
std::optional<Decoded> fromUtf8(ByteView input, Extent extent) {
    constexpr std::size_t kLongest = 4;
    Decoded decoded;
    decoded.text.reserve(input.size());
    while (!input.empty()) {
        const bool mayBeCut = extent == Extent::CutOff && input.size() < kLongest;
        const std::optional<char32_t> character = takeUtf8(input);
        if (!character && mayBeCut)
            break;
        if (!character)
            return std::nullopt;
        decoded.put(*character);
    }
    return decoded;
}

enum class ByteOrder { Big, Little };

std::optional<Decoded> fromUtf16(ByteView input, ByteOrder order, Extent extent) {
    if (input.size() % 2 != 0) {
        if (extent == Extent::Whole)
            return std::nullopt;
        input = input.first(input.size() - 1);
    }
    const auto take = [&] {
        const char32_t first = input[0];
        const char32_t second = input[1];
        input = input.subspan(2);
        return order == ByteOrder::Big ? (first << 8U) | second : (second << 8U) | first;
    };
    const auto isLow = [](char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; };
    Decoded decoded;
    decoded.text.reserve(input.size());
    while (!input.empty()) {
        const char32_t unit = take();
        if (unit < 0xD800 || unit > 0xDFFF) {
            decoded.put(unit);
            continue;
        }
        const bool cutHere = input.empty() && extent == Extent::CutOff;
        if (cutHere)
            break;
        if (isLow(unit) || input.empty())
            return std::nullopt;
        const char32_t low = take();
        if (!isLow(low))
            return std::nullopt;
        decoded.put(0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00));
    }
    return decoded;
}

Decoded fromWindows1251(ByteView input) {
    Decoded decoded;
    decoded.text.reserve(2 * input.size());
    for (const std::uint8_t octet : input)
        decoded.put(fromWindows1251(octet));
    return decoded;
}

/// Without a byte order mark only what reads like the languages in use here.
std::optional<Decoded> guessUtf16(ByteView input, Extent extent) {
    for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
        std::optional<Decoded> decoded = fromUtf16(input, order, extent);
        if (decoded && decoded->census.controls == 0 &&
            decoded->census.usual * 10 >= decoded->census.characters * 9)
            return decoded;
    }
    return std::nullopt;
}

/// Any octets are some Windows-1251; it is believed when they read as Cyrillic.
bool readsAsCyrillic(const Census& census) {
    return census.controls == 0 && census.broken == 0 && census.beyondAscii > 0 &&
           census.cyrillic * 10 >= census.beyondAscii * 8;
}

std::optional<DecodedText> textOf(std::optional<Decoded> decoded, TextEncoding encoding, Extent extent) {
    if (!decoded)
        return std::nullopt;
    return DecodedText{std::move(decoded->text), encoding, extent};
}

} // namespace

std::optional<DecodedText> decodeText(ByteView document) {
    const Extent extent = document.size() > kMaxExamined ? Extent::CutOff : Extent::Whole;
    const ByteView start = document.first(std::min(document.size(), kMaxExamined));
    const auto begins = [start](std::initializer_list<std::uint8_t> mark) {
        return start.size() >= mark.size() && std::equal(mark.begin(), mark.end(), start.begin());
    };
    if (begins({0xFF, 0xFE}))
        return textOf(fromUtf16(start.subspan(2), ByteOrder::Little, extent), TextEncoding::Utf16, extent);
    if (begins({0xFE, 0xFF}))
        return textOf(fromUtf16(start.subspan(2), ByteOrder::Big, extent), TextEncoding::Utf16, extent);
    const bool marked = begins({0xEF, 0xBB, 0xBF});
    if (auto utf8 = fromUtf8(marked ? start.subspan(3) : start, extent)) {
        if (utf8->census.fewControls())
            return textOf(std::move(utf8), TextEncoding::Utf8, extent);
    }
    if (std::ranges::find(start, 0) != start.end())
        return textOf(guessUtf16(start, extent), TextEncoding::Utf16, extent);
    Decoded windows = fromWindows1251(start);
    if (!readsAsCyrillic(windows.census))
        return std::nullopt;
    return textOf(std::move(windows), TextEncoding::Windows1251, extent);
}

} // namespace tanba::worker
