#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace tanba {

/// Identifier octets of the ASN.1 types used here (X.690 8.1.2); only tags below 31 exist in our formats.
namespace der {
inline constexpr std::uint8_t kBoolean = 0x01;
inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kBitString = 0x03;
inline constexpr std::uint8_t kOctetString = 0x04;
inline constexpr std::uint8_t kNull = 0x05;
inline constexpr std::uint8_t kOid = 0x06;
inline constexpr std::uint8_t kEnumerated = 0x0A;
inline constexpr std::uint8_t kUtf8String = 0x0C;
inline constexpr std::uint8_t kPrintableString = 0x13;
inline constexpr std::uint8_t kTeletexString = 0x14;
inline constexpr std::uint8_t kIa5String = 0x16;
inline constexpr std::uint8_t kUtcTime = 0x17;
inline constexpr std::uint8_t kGeneralizedTime = 0x18;
inline constexpr std::uint8_t kVisibleString = 0x1A;
inline constexpr std::uint8_t kUniversalString = 0x1C;
inline constexpr std::uint8_t kBmpString = 0x1E;
inline constexpr std::uint8_t kSequence = 0x30;
inline constexpr std::uint8_t kSet = 0x31;
/// Context-specific [n], primitive or constructed.
constexpr std::uint8_t context(int number) {
    return static_cast<std::uint8_t>(0x80 | number);
}
constexpr std::uint8_t contextConstructed(int number) {
    return static_cast<std::uint8_t>(0xA0 | number);
}
} // namespace der

struct DerElement {
    std::uint8_t tag = 0;
    /// The content octets.
    ByteView content;
    /// Identifier, length and content together.
    ByteView encoded;
    /// How deep this element lies; readers made from it count on.
    int depth = 0;
    /// Where its identifier octet lies, counted from the start of what the outermost reader was given.
    std::size_t offset = 0;
};

/// Reads DER (X.690 clause 10) front to back, never backwards, over memory it does not own.
/// Definite minimal lengths only, one-octet tags only, at most kMaxDepth levels: anything else is
/// der.malformed or der.too_deep, with the offset as detail.
class DerReader {
  public:
    static constexpr int kMaxDepth = 32;

    explicit DerReader(ByteView input, int depth = 0) : rest_(input), depth_(depth) {}
    /// A reader over the content of a constructed element.
    explicit DerReader(const DerElement& element)
        : rest_(element.content), depth_(element.depth + 1),
          offset_(element.offset + element.encoded.size() - element.content.size()) {}

    bool atEnd() const { return rest_.empty(); }
    ByteView rest() const { return rest_; }
    bool nextIs(std::uint8_t tag) const { return !rest_.empty() && rest_.front() == tag; }

    Result<DerElement> any();
    Result<DerElement> expect(std::uint8_t tag);
    /// Empty when the next element has another tag or there is none.
    Result<std::optional<DerElement>> optional(std::uint8_t tag);
    /// expect(tag), and a reader over its content.
    Result<DerReader> enter(std::uint8_t tag);

    Result<Oid> oid();
    Result<bool> boolean();
    /// Two's complement content of an INTEGER, minimal (X.690 8.3.2).
    Result<ByteView> integer();
    /// An INTEGER in 0 ... 2^63-1.
    Result<std::int64_t> smallInteger();
    Result<ByteView> octetString();
    /// A BIT STRING whose unused-bits octet is 0: the octets after it.
    Result<ByteView> bitStringOctets();
    /// UTCTime or GeneralizedTime; time.malformed when its text is wrong.
    Result<Time> time();
    /// der.malformed when something follows.
    Outcome end() const;

  private:
    ByteView rest_;
    int depth_;
    std::size_t offset_ = 0;
};

} // namespace tanba
