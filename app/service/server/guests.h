#pragma once

#include "app/service/consent/giving_way.h"
#include "app/service/server/connection.h"
#include "app/service/server/http_rules.h"
#include "app/service/server/peer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tanba::service {

/// Who is asking over a connection with this request. An origin is believed from a browser only, stated once.
Caller callerOf(ConnectionId connection, const Peer& peer, const HttpHead& head);

/// The connections of the server, and whose they are. On the service's thread.
class Guests {
  public:
    /// @param portals origins for whose connections strangers make room, as sign::normaliseOrigin() writes
    /// them.
    explicit Guests(std::vector<std::string> portals) : portals_(std::move(portals)) {}

    void add(ConnectionId id, std::shared_ptr<Connection> connection, const SocketPair& ends);
    /// The first byte has come, from this peer.
    void setPeer(ConnectionId id, Peer peer);
    void remove(ConnectionId id);

    /// A connection that is no WebSocket yet, when there are `limit` of them: the oldest that has said
    /// nothing, else the oldest.
    std::optional<ConnectionId> tooMany(std::size_t limit) const;
    struct Admission {
        std::string site;                     ///< the caller's
        std::optional<ConnectionId> givesWay; ///< to be cut
    };
    /// From now on the connection is a WebSocket of its caller; nothing when its site has as many as it may.
    /// When all together have as many as they may, one gives way (whoGivesWay()): no crowd of a few strange
    /// sites keeps the next one out, nobody keeps a portal out, and no stranger puts a portal out.
    std::optional<Admission> admit(ConnectionId id, const HttpHead& head, std::size_t limit,
                                   std::size_t limitOfOne);

    bool empty() const { return all_.empty(); }
    std::size_t admitted() const;
    const SocketPair& ends(ConnectionId id) const { return all_.at(id).ends; }
    const Peer& peer(ConnectionId id) const { return *all_.at(id).peer; }
    const Caller& caller(ConnectionId id) const { return *all_.at(id).caller; }
    const std::shared_ptr<Connection>& connection(ConnectionId id) const { return all_.at(id).connection; }
    std::vector<std::shared_ptr<Connection>> connections() const;

  private:
    struct Guest {
        std::shared_ptr<Connection> connection;
        SocketPair ends;
        std::optional<Peer> peer;     ///< once the first byte has come
        std::optional<Caller> caller; ///< of a WebSocket
    };
    Standing standingOf(const Caller& caller) const;

    std::vector<std::string> portals_;
    std::map<ConnectionId, Guest> all_; ///< the oldest first
};

} // namespace tanba::service
