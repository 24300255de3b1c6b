#pragma once

#include "app/service/server/peer.h"
#include "core/base/windows_owner.h"

#include <optional>
#include <string>

namespace tanba::service {

/// What Windows says about a process.
struct ProcessFacts {
    Sid user; ///< empty: unknown
    std::optional<DWORD> session;
    std::wstring image; ///< path of the executable; empty: unknown
};

ProcessFacts factsOf(HANDLE process);

/// @param own of this process. Another user, another session of the same user (a remote desktop beside the
/// screen), and whatever is unknown, are somebody else.
Peer judgePeer(const ProcessFacts& peer, const ProcessFacts& own);

/// By Windows' table of connections: the process at the other end, its user, its session and its image.
class WindowsPeerLookup : public PeerLookup {
  public:
    WindowsPeerLookup();

    Peer find(const SocketPair& connection) override;

  private:
    ProcessFacts own_;
};

} // namespace tanba::service
