#pragma once

#include "app/service/server/event_loop.h"
#include "app/service/server/tls_settings.h"
#include "tests/portal/portal.h"

#include <chrono>
#include <memory>

namespace tanba::reference_portal {

/// What strangers may cost.
struct ServerLimits {
    std::size_t connections = 256;
    std::uint32_t head = 16 * 1024;
    std::uint64_t body = std::uint64_t{256} * 1024;
    std::chrono::milliseconds reading{10'000}; ///< handshake and request together
    std::chrono::milliseconds writing{30'000};
    std::chrono::milliseconds leaving{2'000}; ///< from the whole answer until the other side closes as well
};

struct ServerPlan {
    service::EventLoop& loop;
    Portal& portal;
    std::shared_ptr<service::TlsSettings> tls;
    /// Of another authority, for Lie::ChangedCertificate.
    std::shared_ptr<service::TlsSettings> otherTls;
    std::uint16_t port = 0; ///< 0: any free one
    /// How much later every answer leaves: a slow network.
    std::chrono::milliseconds networkDelay{0};
    ServerLimits limits;
};

/// TLS and HTTP/1.1 at 127.0.0.1, and at [::1] where there is one; one request a connection. On the loop's
/// thread, and gone before the loop.
class Server {
  public:
    /// service.port_taken.
    static Result<std::unique_ptr<Server>> start(const ServerPlan& plan);
    virtual ~Server() = default;
    virtual std::uint16_t port() const = 0;
};

} // namespace tanba::reference_portal
