#pragma once

#include "app/service/server/event_loop.h"
#include "app/service/server/http_rules.h"
#include "app/service/server/message_budget.h"
#include "app/service/server/server_limits.h"
#include "app/service/server/tls_settings.h"
#include "app/service/server/visit.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace tanba::service {

/// What is decided about a request.
struct Decision {
    /// Sent, and the connection ends; nothing: it becomes a WebSocket.
    std::optional<HttpReply> reply;
    /// Whose messages they are, for the limits of a site.
    std::string site;
};

/// The server, as its connections see it. On the service's thread.
class ConnectionHost {
  public:
    virtual ~ConnectionHost() = default;
    /// Something came over the connection, nothing was answered yet. False: it is closed without a word.
    virtual bool mayBegin(ConnectionId connection) = 0;
    virtual Decision decide(ConnectionId connection, const HttpHead& head) = 0;
    /// The WebSocket stands.
    virtual std::unique_ptr<Visit> visit(ConnectionId connection, Line& line) = 0;
    /// The other side said that it does not trust our certificate.
    virtual void notTrusted(ConnectionId connection) = 0;
    /// The connection is closed; it calls nothing any more.
    virtual void ended(ConnectionId connection) = 0;
};

struct ConnectionPlan {
    EventLoop& loop;
    std::shared_ptr<TlsSettings> tls;
    ConnectionHost& host;
    const ServerLimits& limits;
    std::shared_ptr<MessageBudget> budget;
    const std::filesystem::path& spoolFolder;
};

/// One connection from its TLS handshake to its end. On the service's thread.
class Connection {
  public:
    static std::shared_ptr<Connection> make(const ConnectionPlan& plan, ConnectionId id,
                                            AcceptedSocket socket);
    virtual ~Connection() = default;

    virtual void begin() = 0;
    /// Ends the visit at once, and the connection in good manners: ended() follows.
    virtual void farewell() = 0;
    /// Ends everything at once: ended() was called when this returns.
    virtual void cut() = 0;
};

} // namespace tanba::service
