// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "cardreader/pkcs11/helper/connection.h"

#include <io.h>

#include <algorithm>

namespace tanba::pkcs11::helper {

namespace {

constexpr std::size_t kLargestPiece = std::size_t{64} * 1024;

unsigned piece(std::size_t size) {
    return static_cast<unsigned>(std::min(size, kLargestPiece));
}

} // namespace

bool Connection::readAll(std::uint8_t* target, std::size_t count) const {
    while (count > 0) {
        const int got = ::_read(descriptor_, target, piece(count));
        if (got <= 0)
            return false;
        target += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

bool Connection::writeAll(ByteView bytes) const {
    while (!bytes.empty()) {
        const int sent = ::_write(descriptor_, bytes.data(), piece(bytes.size()));
        if (sent <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace tanba::pkcs11::helper
