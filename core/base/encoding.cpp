#include "core/base/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tanba {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

int hexValue(char digit) {
    if (digit >= 'A' && digit <= 'F')
        digit = static_cast<char>(digit - 'A' + 'a');
    const std::size_t position = kHexDigits.find(digit);
    return position == std::string_view::npos ? -1 : static_cast<int>(position);
}

constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kSpace = 64;
constexpr std::uint8_t kPad = 65;
constexpr std::uint8_t kWrong = 66;

/// What each character means: 0-63, or one of the marks above.
constexpr std::array<std::uint8_t, 256> base64Meanings() {
    std::array<std::uint8_t, 256> meanings{};
    meanings.fill(kWrong);
    std::uint8_t value = 0;
    for (const char character : kBase64Alphabet)
        meanings[static_cast<std::uint8_t>(character)] = value++;
    for (const char space : std::string_view(" \t\r\n\v\f"))
        meanings[static_cast<std::uint8_t>(space)] = kSpace;
    meanings[static_cast<std::uint8_t>('=')] = kPad;
    return meanings;
}

constexpr auto kBase64Meanings = base64Meanings();

std::uint32_t meaningOf(char character) {
    return kBase64Meanings[static_cast<std::uint8_t>(character)];
}

/// Gathers characters into groups of four.
class Base64Decoder {
  public:
    Base64Decoder(std::size_t textSize, std::size_t maxBytes) : maxBytes_(maxBytes) {
        content_.reserve(std::min(textSize / 4 * 3, maxBytes));
    }

    Result<Bytes> decode(std::string_view text) {
        for (std::size_t position = 0; position < text.size();) {
            if (gathered_ == 0 && pads_ == 0)
                position = wholeGroups(text, position);
            if (position == text.size())
                break;
            if (!take(meaningOf(text[position])))
                return fail(FailureCode::Base64Malformed, {}, "offset " + std::to_string(position));
            if (content_.size() > maxBytes_)
                return tooLarge();
            ++position;
        }
        if (content_.size() > maxBytes_)
            return tooLarge();
        if (gathered_ != 0)
            return fail(FailureCode::Base64Malformed, {}, "ends within a group");
        return std::move(content_);
    }

  private:
    Failure tooLarge() const {
        return fail(FailureCode::FileTooLarge, {}, "more than " + std::to_string(maxBytes_) + " bytes");
    }

    /// The quick way through groups without space and padding; stops at the first other one.
    std::size_t wholeGroups(std::string_view text, std::size_t position) {
        while (text.size() - position >= 4 && content_.size() <= maxBytes_) {
            const std::uint32_t first = meaningOf(text[position]);
            const std::uint32_t second = meaningOf(text[position + 1]);
            const std::uint32_t third = meaningOf(text[position + 2]);
            const std::uint32_t fourth = meaningOf(text[position + 3]);
            if ((first | second | third | fourth) >= kSpace)
                break;
            put(first << 18 | second << 12 | third << 6 | fourth, 3);
            position += 4;
        }
        return position;
    }

    void put(std::uint32_t group, int octets) {
        for (int index = 0; index < octets; ++index)
            content_.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * index)));
    }

    bool take(std::uint32_t meaning) {
        if (meaning == kSpace)
            return true;
        if (meaning == kWrong)
            return false;
        if (meaning == kPad)
            return takePad();
        if (pads_ != 0)
            return false;
        group_ = group_ << 6 | meaning;
        if (++gathered_ == 4) {
            put(group_, 3);
            group_ = 0;
            gathered_ = 0;
        }
        return true;
    }

    bool takePad() {
        // RFC 4648 section 4: one or two pads, and the bits that they leave over are zero (3.5).
        if (gathered_ < 2)
            return false;
        ++pads_;
        if (gathered_ + pads_ < 4)
            return true;
        const int octets = gathered_ - 1;
        const std::uint32_t leftOver = gathered_ == 2 ? group_ & 0xF : group_ & 0x3;
        if (leftOver != 0)
            return false;
        put(group_ << (6 * pads_), octets);
        gathered_ = 0;
        return true;
    }

    Bytes content_;
    std::size_t maxBytes_;
    std::uint32_t group_ = 0;
    int gathered_ = 0;
    int pads_ = 0;
};

} // namespace

std::string toHex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHexDigits[byte >> 4];
        text += kHexDigits[byte & 0xF];
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2 != 0)
        return fail(FailureCode::HexMalformed, {}, "odd number of digits");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t position = 0; position < text.size(); position += 2) {
        const int high = hexValue(text[position]);
        const int low = hexValue(text[position + 1]);
        if (high < 0 || low < 0)
            return fail(FailureCode::HexMalformed, {}, "offset " + std::to_string(position));
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::string toBase64(ByteView bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    auto target = text.begin();
    const auto put = [&target](std::uint32_t group, int characters) {
        for (int index = 0; index < characters; ++index)
            *target++ = kBase64Alphabet[group >> (18 - 6 * index) & 0x3F];
    };
    for (; bytes.size() >= 3; bytes = bytes.subspan(3))
        put(std::uint32_t{bytes[0]} << 16 | std::uint32_t{bytes[1]} << 8 | bytes[2], 4);
    if (bytes.size() == 2)
        put(std::uint32_t{bytes[0]} << 16 | std::uint32_t{bytes[1]} << 8, 3);
    if (bytes.size() == 1)
        put(std::uint32_t{bytes[0]} << 16, 2);
    return text;
}

Result<Bytes> fromBase64(std::string_view text, std::size_t maxBytes) {
    return Base64Decoder(text.size(), maxBytes).decode(text);
}

} // namespace tanba
