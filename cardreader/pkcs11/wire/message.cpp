#include "cardreader/pkcs11/wire/message.h"

#include <span>

namespace tanba::pkcs11::wire {

namespace {

Failure malformed() {
    return fail(FailureCode::ModuleFailed, {}, "malformed message");
}

std::uint32_t word(ByteView source, std::size_t index) {
    return static_cast<std::uint32_t>(numberOf(source.subspan(4 * index, 4)));
}

bool secretFits(std::uint32_t length) {
    return length == kOnReader || length <= kMaxSecret;
}

} // namespace

std::array<std::uint8_t, kRequestHeaderSize> encode(const RequestHeader& header) {
    std::array<std::uint8_t, kRequestHeaderSize> bytes{};
    const std::span<std::uint8_t> all(bytes);
    putNumber(all.subspan(0, 4), kMagic);
    putNumber(all.subspan(4, 4), static_cast<std::uint32_t>(header.operation));
    putNumber(all.subspan(8, 4), header.bodySize);
    putNumber(all.subspan(12, 4), header.firstSecret);
    putNumber(all.subspan(16, 4), header.secondSecret);
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
    putNumber(all.subspan(0, 4), kMagic);
    putNumber(all.subspan(4, 4), static_cast<std::uint32_t>(header.state));
    putNumber(all.subspan(8, 8), header.returned);
    putNumber(all.subspan(16, 4), header.bodySize);
    return bytes;
}

Result<ReplyHeader> decodeReplyHeader(ByteView bytes) {
    if (bytes.size() != kReplyHeaderSize || word(bytes, 0) != kMagic)
        return malformed();
    const std::uint32_t state = word(bytes, 1);
    ReplyHeader header;
    header.returned = numberOf(bytes.subspan(8, 8));
    header.bodySize = word(bytes, 4);
    if (state > static_cast<std::uint32_t>(HelperState::Unbelievable) || header.bodySize > kMaxReplyBody)
        return malformed();
    header.state = static_cast<HelperState>(state);
    return header;
}

} // namespace tanba::pkcs11::wire
