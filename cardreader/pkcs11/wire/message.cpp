#include "cardreader/pkcs11/wire/message.h"

#include <span>

namespace tanba::pkcs11::wire {

namespace {

Failure malformed() {
    return fail(FailureCode::ModuleFailed, {}, "malformed message");
}

void put(std::span<std::uint8_t> target, std::uint64_t value) {
    for (std::size_t i = target.size(); i-- > 0; value >>= 8U)
        target[i] = static_cast<std::uint8_t>(value & 0xFFU);
}

std::uint64_t get(ByteView source) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : source)
        value = (value << 8U) | byte;
    return value;
}

std::uint32_t word(ByteView source, std::size_t index) {
    return static_cast<std::uint32_t>(get(source.subspan(4 * index, 4)));
}

bool secretFits(std::uint32_t length) {
    return length == kOnReader || length <= kMaxSecret;
}

} // namespace

std::array<std::uint8_t, kRequestHeaderSize> encode(const RequestHeader& header) {
    std::array<std::uint8_t, kRequestHeaderSize> bytes{};
    const std::span<std::uint8_t> all(bytes);
    put(all.subspan(0, 4), kMagic);
    put(all.subspan(4, 4), static_cast<std::uint32_t>(header.operation));
    put(all.subspan(8, 4), header.bodySize);
    put(all.subspan(12, 4), header.firstSecret);
    put(all.subspan(16, 4), header.secondSecret);
    return bytes;
}

Result<RequestHeader> decodeRequestHeader(ByteView bytes) {
    if (bytes.size() != kRequestHeaderSize || word(bytes, 0) != kMagic)
        return malformed();
    const std::uint32_t operation = word(bytes, 1);
    RequestHeader header;
    header.bodySize = word(bytes, 2);
    header.firstSecret = word(bytes, 3);
    header.secondSecret = word(bytes, 4);
    if (operation == 0 || operation > kLastOperation || header.bodySize > kMaxRequestBody ||
        !secretFits(header.firstSecret) || !secretFits(header.secondSecret))
        return malformed();
    header.operation = static_cast<Operation>(operation);
    return header;
}

std::array<std::uint8_t, kReplyHeaderSize> encode(const ReplyHeader& header) {
    std::array<std::uint8_t, kReplyHeaderSize> bytes{};
    const std::span<std::uint8_t> all(bytes);
    put(all.subspan(0, 4), kMagic);
    put(all.subspan(4, 4), static_cast<std::uint32_t>(header.state));
    put(all.subspan(8, 8), header.returned);
    put(all.subspan(16, 4), header.bodySize);
    return bytes;
}

Result<ReplyHeader> decodeReplyHeader(ByteView bytes) {
    if (bytes.size() != kReplyHeaderSize || word(bytes, 0) != kMagic)
        return malformed();
    const std::uint32_t state = word(bytes, 1);
    ReplyHeader header;
    header.returned = get(bytes.subspan(8, 8));
    header.bodySize = word(bytes, 4);
    if (state > static_cast<std::uint32_t>(HelperState::Unbelievable) || header.bodySize > kMaxReplyBody)
        return malformed();
    header.state = static_cast<HelperState>(state);
    return header;
}

Writer& Writer::number(std::uint64_t value) {
    std::array<std::uint8_t, 8> bytes{};
    put(bytes, value);
    append(content_, bytes);
    return *this;
}

Writer& Writer::bytes(ByteView value) {
    number(value.size());
    append(content_, value);
    return *this;
}

Result<std::uint64_t> Reader::number() {
    if (rest_.size() < 8)
        return malformed();
    const std::uint64_t value = get(rest_.first(8));
    rest_ = rest_.subspan(8);
    return value;
}

Result<std::uint64_t> Reader::number(std::uint64_t most) {
    TANBA_TRY(const std::uint64_t value, number());
    if (value > most)
        return malformed();
    return value;
}

Result<ByteView> Reader::bytes(std::size_t most) {
    TANBA_TRY(const std::uint64_t length, number(most));
    if (length > rest_.size())
        return malformed();
    const ByteView value = rest_.first(static_cast<std::size_t>(length));
    rest_ = rest_.subspan(value.size());
    return value;
}

Result<std::string> Reader::text(std::size_t most) {
    TANBA_TRY(const ByteView value, bytes(most));
    return std::string(asText(value));
}

Outcome Reader::end() const {
    if (!rest_.empty())
        return malformed();
    return Done{};
}

} // namespace tanba::pkcs11::wire
