#pragma once

#include "app/service/server/socket_table.h"

namespace tanba::service {

struct SocketAnswer {
    /// As findPeerSocket() gives it.
    std::optional<SocketRow> row;
};

/// Asks Linux for this one socket (sock_diag(7)): it costs the same however many sockets there are.
/// @returns nothing when Linux does not answer such questions here (no module for them, a sandbox), or has
/// no such socket: the table tells.
std::optional<SocketAnswer> askForPeerSocket(const SocketPair& connection);

} // namespace tanba::service
