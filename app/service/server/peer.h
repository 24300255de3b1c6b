#pragma once

#include "app/service/consent/consent.h"
#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <string>

namespace tanba::service {

/// An end of a TCP connection.
struct SocketAddress {
    enum class Family { V4, V6 };
    Family family = Family::V4;
    std::array<std::uint8_t, 16> octets{}; ///< the first four for V4
    std::uint16_t port = 0;
};

/// A connection as the accepting side sees it.
struct SocketPair {
    SocketAddress peer;
    SocketAddress own;
};

/// The program at the other end of a connection on this computer.
struct Peer {
    enum class Owner { ThisUser, SomebodyElse };
    Owner owner = Owner::SomebodyElse;
    Caller::Kind kind = Caller::Kind::Program;
    /// For people: "Firefox", or the name of the executable; empty when it could not be found out.
    std::string program;
};

/// Finds out who is at the other end, from what the operating system says (SECURITY.md, rule 8).
class PeerLookup {
  public:
    virtual ~PeerLookup() = default;
    /// A connection that the system does not know (any more) is somebody else's.
    virtual Peer find(const SocketPair& connection) = 0;
};

} // namespace tanba::service
