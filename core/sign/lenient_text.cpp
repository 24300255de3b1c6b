#include "core/sign/lenient_text.h"

#include "core/base/encoding.h"
#include "core/sign/xml_text.h"

#include <algorithm>
#include <array>

namespace tanba::sign {

namespace {

/// ASCII characters stand between zeros in UTF-16 and UTF-32.
std::string withoutZeros(std::string_view text) {
    std::string result(text);
    std::erase(result, '\0');
    return result;
}

struct EbcdicRun {
    std::uint8_t first;
    std::string_view characters;
};
/// What is the same in all Latin code pages of EBCDIC.
constexpr std::array<EbcdicRun, 14> kEbcdic = {{
    {0x4B, "."},
    {0x4C, "<"},
    {0x60, "-"},
    {0x61, "/"},
    {0x6D, "_"},
    {0x6E, ">"},
    {0x7A, ":"},
    {0x81, "abcdefghi"},
    {0x91, "jklmnopqr"},
    {0xA2, "stuvwxyz"},
    {0xC1, "ABCDEFGHI"},
    {0xD1, "JKLMNOPQR"},
    {0xE2, "STUVWXYZ"},
    {0xF0, "0123456789"},
}};

std::string fromEbcdic(ByteView document) {
    std::array<char, 256> meanings{};
    meanings.fill(' ');
    for (const EbcdicRun& run : kEbcdic)
        std::ranges::copy(run.characters, meanings.begin() + run.first);
    std::string text;
    text.reserve(document.size());
    for (const std::uint8_t byte : document)
        text.push_back(meanings[byte]);
    return text;
}

/// RFC 2152: base64 of UTF-16 between "+" and what is no base64; a "-" there is taken away.
std::string fromUtf7(std::string_view text) {
    constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    while (!text.empty()) {
        const std::size_t plus = std::min(text.find('+'), text.size());
        result += text.substr(0, plus);
        text.remove_prefix(std::min(plus + 1, text.size()));
        const std::size_t end = std::min(text.find_first_not_of(kBase64), text.size());
        // Whole groups of three units; the last one may be filled up with zero bits.
        std::string run(text.substr(0, end));
        run.append((8 - run.size() % 8) % 8, 'A');
        if (const auto units = fromBase64(run); units.ok())
            result += withoutZeros(asText(units.value()));
        text.remove_prefix(end);
        if (text.starts_with('-'))
            text.remove_prefix(1);
    }
    return result;
}

} // namespace

std::vector<std::string> lenientReadings(ByteView document) {
    const auto decoded = xml::XmlText::decode(document);
    return {withoutZeros(decoded.ok() ? decoded.value().view() : asText(document)), fromEbcdic(document),
            fromUtf7(asText(document))};
}

} // namespace tanba::sign
