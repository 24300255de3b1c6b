#include "app/service/server/port_claim.h"

#include <sys/socket.h>

#include <cerrno>

namespace tanba::service {

int claimPort(std::uintptr_t socket) {
    // Linux never lets two sockets listen at one address for it.
    const int yes = 1;
    return ::setsockopt(static_cast<int>(socket), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == 0 ? 0
                                                                                                    : errno;
}

} // namespace tanba::service
