#include "core/base/der_reader.h"

#include <string>

namespace tanba {

namespace {

constexpr std::uint8_t kTagNumberMask = 0x1F;
constexpr std::uint8_t kLongForm = 0x80;

Failure malformed(std::size_t offset, std::string_view why) {
    return fail(FailureCode::DerMalformed, {}, "offset " + std::to_string(offset) + ": " + std::string(why));
}

struct Header {
    std::size_t size = 0;
    std::uint64_t contentLength = 0;
};

/// Identifier and length octets (X.690 8.1.2, 8.1.3, 10.1), which begin `input`.
Result<Header> readHeader(ByteView input, std::size_t offset) {
    if (input.size() < 2)
        return malformed(offset, "ends within a header");
    if ((input[0] & kTagNumberMask) == kTagNumberMask)
        return malformed(offset, "tag of several octets");
    if (input[0] == 0)
        return malformed(offset, "tag 0");
    const std::uint8_t first = input[1];
    if (first < kLongForm)
        return Header{2, first};
    const std::size_t octets = first & 0x7FU;
    if (octets == 0)
        return malformed(offset, "indefinite length");
    if (octets > sizeof(std::uint64_t))
        return malformed(offset, "length of too many octets");
    if (input.size() < 2 + octets)
        return malformed(offset, "ends within a header");
    std::uint64_t length = 0;
    for (const std::uint8_t octet : input.subspan(2, octets))
        length = length << 8 | octet;
    if (input[2] == 0 || length < kLongForm)
        return malformed(offset, "length not minimal");
    return Header{2 + octets, length};
}

} // namespace

Result<DerElement> DerReader::any() {
    if (depth_ >= kMaxDepth)
        return fail(FailureCode::DerTooDeep, {}, "offset " + std::to_string(offset_));
    TANBA_TRY(const Header header, readHeader(rest_, offset_));
    if (header.contentLength > rest_.size() - header.size)
        return malformed(offset_, "longer than what holds it");
    const auto length = static_cast<std::size_t>(header.contentLength);

    DerElement element;
    element.tag = rest_[0];
    element.content = rest_.subspan(header.size, length);
    element.encoded = rest_.first(header.size + length);
    element.depth = depth_;
    element.offset = offset_;
    rest_ = rest_.subspan(element.encoded.size());
    offset_ += element.encoded.size();
    return element;
}

Result<DerElement> DerReader::expect(std::uint8_t tag) {
    if (!nextIs(tag)) {
        const std::string found = rest_.empty() ? "nothing" : std::to_string(rest_.front());
        return malformed(offset_, "tag " + std::to_string(tag) + " expected, " + found + " found");
    }
    return any();
}

Result<std::optional<DerElement>> DerReader::optional(std::uint8_t tag) {
    if (!nextIs(tag))
        return std::optional<DerElement>();
    TANBA_TRY(const DerElement element, any());
    return std::optional<DerElement>(element);
}

Result<DerReader> DerReader::enter(std::uint8_t tag) {
    TANBA_TRY(const DerElement element, expect(tag));
    return DerReader(element);
}

Result<Oid> DerReader::oid() {
    TANBA_TRY(const DerElement element, expect(der::kOid));
    auto value = Oid::fromDerContent(element.content);
    if (!value)
        return malformed(element.offset, value.failure().detail);
    return value;
}

Result<bool> DerReader::boolean() {
    TANBA_TRY(const DerElement element, expect(der::kBoolean));
    if (element.content.size() != 1 || (element.content[0] != 0x00 && element.content[0] != 0xFF))
        return malformed(element.offset, "boolean");
    return element.content[0] == 0xFF;
}

Result<ByteView> DerReader::integer() {
    TANBA_TRY(const DerElement element, expect(der::kInteger));
    const ByteView content = element.content;
    if (content.empty())
        return malformed(element.offset, "empty integer");
    // X.690 8.3.2: the first nine bits are neither all zero nor all one.
    if (content.size() > 1) {
        const bool secondNegative = (content[1] & 0x80) != 0;
        if ((content[0] == 0x00 && !secondNegative) || (content[0] == 0xFF && secondNegative))
            return malformed(element.offset, "integer not minimal");
    }
    return content;
}

Result<std::int64_t> DerReader::smallInteger() {
    const std::size_t offset = offset_;
    TANBA_TRY(const ByteView content, integer());
    if (content.size() > sizeof(std::int64_t) || (content[0] & 0x80) != 0)
        return malformed(offset, "integer out of range");
    std::int64_t value = 0;
    for (const std::uint8_t octet : content)
        value = value << 8 | octet;
    return value;
}

Result<ByteView> DerReader::octetString() {
    TANBA_TRY(const DerElement element, expect(der::kOctetString));
    return element.content;
}

Result<ByteView> DerReader::bitStringOctets() {
    TANBA_TRY(const DerElement element, expect(der::kBitString));
    if (element.content.empty() || element.content[0] != 0)
        return malformed(element.offset, "bit string with unused bits");
    return element.content.subspan(1);
}

Result<Time> DerReader::time() {
    const bool utc = nextIs(der::kUtcTime);
    TANBA_TRY(const DerElement element, expect(utc ? der::kUtcTime : der::kGeneralizedTime));
    const std::string_view text = asText(element.content);
    auto value = utc ? parseUtcTime(text) : parseGeneralizedTime(text);
    if (!value)
        return fail(value.failure().code, {}, "offset " + std::to_string(element.offset));
    return value;
}

Outcome DerReader::end() const {
    if (!atEnd())
        return malformed(offset_, "something follows the end");
    return Done{};
}

} // namespace tanba
