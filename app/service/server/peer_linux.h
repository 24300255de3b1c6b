#pragma once

#include "app/service/server/peer.h"
#include "app/service/server/socket_table.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace tanba::service {

/// By /proc: the owner of the peer's socket, and the executable of the process that holds it.
class LinuxPeerLookup : public PeerLookup {
  public:
    /// The processes of /proc and this process's user.
    LinuxPeerLookup();
    /// From the files under `proc` only.
    LinuxPeerLookup(std::filesystem::path proc, std::uint32_t user);

    Peer find(const SocketPair& connection) override;

  private:
    using FindSocket = std::function<std::optional<SocketRow>(const SocketPair& connection)>;
    LinuxPeerLookup(std::filesystem::path proc, std::uint32_t user, FindSocket findSocket);

    std::optional<std::string> holderOf(std::uint64_t inode);

    std::filesystem::path proc_;
    std::uint32_t user_;
    FindSocket findSocket_;
    /// Processes that were found before, the latest first: a browser connects again and again.
    std::deque<std::string> known_;
};

} // namespace tanba::service
