#include "cardreader/pkcs11/helper/connection.h"

namespace tanba::pkcs11::helper {

bool Connection::readSecret(std::uint32_t length, std::optional<SecretBytes>& secret) const {
    if (length == wire::kOnReader)
        return true;
    // Never of capacity 0: an empty PIN is a pointer to nothing, not the null pointer.
    secret.emplace(wire::kMaxSecret);
    secret->resize(length);
    return readAll(secret->data(), length);
}

std::optional<Request> Connection::receive() const {
    std::array<std::uint8_t, wire::kRequestHeaderSize> bytes{};
    if (!readAll(bytes.data(), bytes.size()))
        return std::nullopt;
    const Result<wire::RequestHeader> header = wire::decodeRequestHeader(bytes);
    if (!header.ok())
        return std::nullopt;
    Request request;
    request.operation = header.value().operation;
    request.body.resize(header.value().bodySize);
    if (!readAll(request.body.data(), request.body.size()) ||
        !readSecret(header.value().firstSecret, request.firstSecret) ||
        !readSecret(header.value().secondSecret, request.secondSecret))
        return std::nullopt;
    return request;
}

bool Connection::send(const Answer& answer) const {
    const Bytes& body = answer.body.content();
    if (body.size() > wire::kMaxReplyBody) {
        Answer refused;
        refused.state = wire::HelperState::Unbelievable;
        refused.body.text("too much");
        return send(refused);
    }
    wire::ReplyHeader header;
    header.state = answer.state;
    header.returned = answer.returned;
    header.bodySize = static_cast<std::uint32_t>(body.size());
    return writeAll(wire::encode(header)) && writeAll(body);
}

} // namespace tanba::pkcs11::helper
