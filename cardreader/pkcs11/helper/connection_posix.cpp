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

} // namespace tanba::pkcs11::helper
