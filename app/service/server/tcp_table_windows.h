#pragma once

#include "app/service/server/peer.h"

#include <optional>

namespace tanba::service {

/// The number of the process that holds the peer's own end of the connection, by Windows' table of TCP
/// connections; nothing when the table does not have it.
std::optional<unsigned long> processOfPeer(const SocketPair& connection);

} // namespace tanba::service
