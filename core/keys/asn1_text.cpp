#include "core/keys/asn1_text.h"

#include "core/base/der_reader.h"
#include "core/base/utf8.h"

namespace tanba::keys {

namespace {

constexpr std::uint8_t kNumericString = 0x12;
constexpr char32_t kBroken = 0xFFFD;

std::string textOfLatin1(ByteView content) {
    std::string out;
    for (const std::uint8_t octet : content)
        appendUtf8(out, octet);
    return out;
}

std::string textOfUtf16(ByteView content) {
    const auto unit = [&content](std::size_t at) -> char32_t {
        return (char32_t{content[at]} << 8) | char32_t{content[at + 1]};
    };
    std::string out;
    std::size_t at = 0;
    while (at + 2 <= content.size()) {
        char32_t character = unit(at);
        at += 2;
        const bool high = character >= 0xD800 && character <= 0xDBFF;
        if (high && at + 2 <= content.size() && unit(at) >= 0xDC00 && unit(at) <= 0xDFFF) {
            character = 0x10000 + ((character - 0xD800) << 10) + (unit(at) - 0xDC00);
            at += 2;
        }
        appendUtf8(out, character);
    }
    if (at != content.size())
        appendUtf8(out, kBroken);
    return out;
}

std::string textOfUtf32(ByteView content) {
    std::string out;
    std::size_t at = 0;
    for (; at + 4 <= content.size(); at += 4)
        appendUtf8(out, (char32_t{content[at]} << 24) | (char32_t{content[at + 1]} << 16) |
                            (char32_t{content[at + 2]} << 8) | char32_t{content[at + 3]});
    if (at != content.size())
        appendUtf8(out, kBroken);
    return out;
}

} // namespace

std::optional<std::string> textOfAsn1String(std::uint8_t tag, ByteView content) {
    switch (tag) {
    case der::kUtf8String:
    case der::kPrintableString:
    case der::kIa5String:
    case der::kVisibleString:
    case kNumericString:
        return repairedUtf8(asText(content));
    case der::kTeletexString:
        return textOfLatin1(content);
    case der::kBmpString:
        return textOfUtf16(content);
    case der::kUniversalString:
        return textOfUtf32(content);
    default:
        return std::nullopt;
    }
}

} // namespace tanba::keys
