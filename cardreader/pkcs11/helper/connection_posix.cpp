#include "cardreader/pkcs11/helper/connection.h"

#include <sys/socket.h>

#include <cerrno>

namespace tanba::pkcs11::helper {

bool Connection::readAll(std::uint8_t* target, std::size_t count) const {
    while (count > 0) {
        const ssize_t got = ::recv(descriptor_, target, count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        target += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

bool Connection::writeAll(ByteView bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

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
