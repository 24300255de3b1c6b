#pragma once

#include "app/service/server/peer.h"

#include <filesystem>
#include <optional>

namespace tanba::service {

/// A row of Linux's table of TCP sockets (proc(5), /proc/net/tcp).
struct SocketRow {
    std::uint32_t user = 0;
    std::uint64_t inode = 0;
};

/// The peer's own end of the connection; nothing when the system does not know it, or when no process holds
/// it any more.
/// @param proc "/proc".
std::optional<SocketRow> findPeerSocket(const std::filesystem::path& proc, const SocketPair& connection);

} // namespace tanba::service
