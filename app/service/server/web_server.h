#pragma once

#include "app/service/server/peer.h"
#include "app/service/server/server_limits.h"
#include "app/service/server/service_threads.h"
#include "app/service/server/visit.h"
#include "app/service/web_identity/web_identity.h"
#include "core/base/clock.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tanba::service {

/// The port that portals ask for.
inline constexpr std::uint16_t kPortalPort = 13579;

/// Told what becomes visible only at the socket. Every call is on the service's thread.
class ServerWatcher {
  public:
    virtual ~ServerWatcher() = default;
    /// This program (a browser, as a rule) does not trust our authority: the person should let it.
    virtual void notTrusted(const Peer& peer) = 0;
    /// A connection of another user of this computer was refused.
    virtual void otherUserRefused() = 0;
    /// No leaf of the identity is valid now: no connection can be made.
    virtual void identityUnusable() = 0;
};

/// What the status page may tell.
struct ServerState {
    std::uint16_t port = 0;
    std::size_t connections = 0; ///< WebSockets that stand
    Time since{};
};

struct WebServerPlan {
    ServiceThreads& threads;
    const WebIdentity& identity;
    PeerLookup& peers;
    const Clock& clock;
    ServerWatcher& watcher;
    OpenVisit openVisit;
    /// UTF-8 HTML for the person who has its address; empty: there is no such page.
    std::function<std::string(const ServerState&)> statusPage;
    /// Of the user's own, on a disk: large messages lie there in files without a name.
    std::filesystem::path spoolFolder;
    /// 0: any free port, for tests.
    std::uint16_t port = kPortalPort;
    ServerLimits limits;
    /// Origins for whose connections strangers make room when there are as many as may be.
    std::vector<std::string> portals = {};
};

/// Listens on 127.0.0.1, and on [::1] where there is one: TLS, HTTP, WebSocket (README.md beside this file).
class WebServer {
  public:
    /// service.port_taken with the address as subject; service.identity_unusable when no leaf is valid now;
    /// random.unavailable.
    static Result<std::unique_ptr<WebServer>> start(WebServerPlan plan);
    /// Ends every connection; when it returns no visit is left.
    virtual ~WebServer() = default;

    virtual std::uint16_t port() const = 0;
    /// The address of the status page, with its token; anew in each run.
    virtual std::string statusAddress() const = 0;
};

} // namespace tanba::service
