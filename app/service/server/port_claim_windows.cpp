#include "app/service/server/port_claim.h"

#include <winsock2.h>

namespace tanba::service {

int claimPort(std::uintptr_t socket) {
    // SO_REUSEADDR would let every other program listen at the same address, and take our connections.
    const BOOL yes = TRUE;
    return ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&yes),
                        sizeof(yes)) == 0
               ? 0
               : ::WSAGetLastError();
}

} // namespace tanba::service
