#pragma once

#include "core/base/windows_sockets.h"
// behind Windows' sockets, which it needs
#include "app/service/server/peer.h"

#include <cstdint>
#include <string>

namespace tanba::test {

/// Listens at any free port of the loopback address.
OwnSocket listenAt(service::SocketAddress::Family family);
OwnSocket acceptFrom(const OwnSocket& listener);
OwnSocket connectTo(const service::SocketAddress& address);
service::SocketAddress ownEnd(const OwnSocket& socket);
service::SocketAddress otherEnd(const OwnSocket& socket);
/// Sends a request and reads until the other side is done.
std::string ask(std::uint16_t port, const std::string& request);

} // namespace tanba::test
