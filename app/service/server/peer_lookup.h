#pragma once

#include "app/service/server/peer.h"

#include <memory>

namespace tanba::service {

/// That of this operating system.
std::unique_ptr<PeerLookup> systemPeerLookup();

} // namespace tanba::service
