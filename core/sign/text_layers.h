#pragma once

#include "core/base/bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::sign {

// Readers of one layer of writing each, fed in pieces of any size, in constant memory. What they give is good
// for finding the names of elements and base64, and for nothing else: characters beyond ASCII are not kept.

/// Takes comments, processing instructions and the marks of CDATA sections out, as a parser would, so that
/// what they part stands together.
class CommentStripper {
  public:
    /// Appends what remains.
    void feed(std::string_view text, std::string& out);
    /// True once a CDATA section was opened.
    bool unwrapped() const { return unwrapped_; }

  private:
    enum class State { Text, Opening, Comment, Instruction, Section };
    char mark() const;
    void opening(char character, std::string& out);
    void within(char character, std::string& out);

    State state_ = State::Text;
    std::string pending_;     ///< of an opening
    std::size_t closing_ = 0; ///< characters of the closing that were seen
    bool unwrapped_ = false;
};

/// Replaces character references and the five entities of XML (XML 1.0, 4.1 and 4.6).
class Unescaper {
  public:
    void feed(std::string_view text, std::string& out);
    /// True once something was replaced.
    bool replaced() const { return replaced_; }

  private:
    enum class State { Text, Ampersand, Name, Number, Decimal, Hexadecimal };
    /// False when the character does not belong to the reference.
    bool within(char character, std::string& out);
    bool name(char character, std::string& out);
    bool digit(char character, std::uint32_t base);
    void put(std::uint32_t codePoint, std::string& out);

    State state_ = State::Text;
    std::string name_;
    std::uint32_t number_ = 0;
    bool replaced_ = false;
};

/// A byte of what a portal may take off in front before it parses: control characters, as Java's trim() does;
/// the white space of Unicode, as JavaScript's does; byte order marks.
bool isTakenOffInFront(std::uint8_t byte);

/// Value of a base64 character of either alphabet; kBase64Skipped for white space, padding, controls and what
/// is not ASCII, kBase64End for anything else.
inline constexpr std::uint8_t kBase64Skipped = 0x40;
inline constexpr std::uint8_t kBase64End = 0x41;
inline constexpr std::array<std::uint8_t, 256> kBase64Values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kBase64End);
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t index = 0; index < kAlphabet.size(); ++index)
        values[static_cast<unsigned char>(kAlphabet[index])] = static_cast<std::uint8_t>(index);
    values['-'] = values['+'];
    values['_'] = values['/'];
    values['='] = kBase64Skipped;
    for (std::size_t byte = 0; byte < values.size(); ++byte)
        if (byte <= ' ' || byte >= 0x7F)
            values[byte] = kBase64Skipped;
    return values;
}();
inline std::uint8_t base64Value(char character) {
    return kBase64Values[static_cast<unsigned char>(character)];
}

/// Bytes out of base64 values.
class Base64Bits {
  public:
    std::optional<std::uint8_t> add(std::uint8_t value) {
        bits_ = ((bits_ << 6) | value) & 0xFFFFU;
        count_ += 6;
        if (count_ < 8)
            return std::nullopt;
        count_ -= 8;
        return static_cast<std::uint8_t>(bits_ >> count_);
    }

  private:
    std::uint32_t bits_ = 0;
    unsigned count_ = 0;
};

/// Where a text is in UTF-16 its ASCII characters, with 0x80 for every other; otherwise the text without
/// zeros (which stand between ASCII characters in UTF-32 and wrongly labelled UTF-16).
enum class TextWidth { Bytes, BigEndian, LittleEndian };
class WidthReader {
  public:
    explicit WidthReader(TextWidth width) : width_(width) {}
    void feed(std::string_view text, std::string& out);

  private:
    TextWidth width_;
    bool halfRead_ = false;
    char half_ = 0;
};

/// Payloads of the OCTET STRINGs in BER, whatever they are in; those that follow each other are one.
class OctetStringReader {
  public:
    /// @param begin called before the payload of a new string.
    /// @param payload called with each piece.
    template <typename Begin, typename Payload>
    void feed(ByteView bytes, Begin begin, Payload payload) {
        while (!bytes.empty()) {
            if (left_ == 0) {
                header(bytes.front());
                bytes = bytes.subspan(1);
                if (left_ > 0 && isString_ && !joined_) {
                    begin();
                    joined_ = true;
                }
                continue;
            }
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
            if (isString_)
                payload(bytes.first(size));
            left_ -= size;
            bytes = bytes.subspan(size);
        }
    }

  private:
    enum class State { Tag, LongTag, Length, LongLength };
    static constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 48;
    void header(std::uint8_t byte);
    void endOfHeader(std::uint64_t length);

    State state_ = State::Tag;
    std::uint8_t tag_ = 0;
    std::uint64_t length_ = 0;
    unsigned lengthOctets_ = 0;
    std::uint64_t left_ = 0; ///< of a primitive element's payload
    bool isString_ = false;
    bool joined_ = false; ///< nothing but strings since the last begin
};

} // namespace tanba::sign
