#pragma once

#include "app/service/conversation/reception.h"
#include "app/service/server/web_server.h"

#include <memory>
#include <string>
#include <vector>

namespace tanba::service {

struct LocalServicePlan {
    ServiceThreads& threads;
    const WebIdentity& identity;
    ConsentDesk& desk;
    const Clock& clock;
    FileStore& files;
    ServerWatcher& watcher;
    /// Null: requests for a time stamp are answered with network.off.
    sign::TimestampSource* timestamps = nullptr;
    std::vector<std::string> hashOrigins;
    std::function<std::string(const ServerState&)> statusPage;
    /// The service's own folder (0700).
    std::filesystem::path folder;
    std::uint16_t port = kPortalPort;
};

/// The whole service: listener and conversations. Everything in the plan outlives it.
class LocalService {
  public:
    /// As WebServer::start(). When it fails plan.threads are stopped.
    static Result<std::unique_ptr<LocalService>> start(const LocalServicePlan& plan);
    /// Ends every connection, withdraws every question, and stops plan.threads: when it returns nothing of
    /// the service runs any more and the desk is not called again. It waits for a signature that is being
    /// made: who makes it wait for a person (a PIN for each signature) must give up at connectionClosed().
    virtual ~LocalService() = default;

    virtual std::uint16_t port() const = 0;
    virtual std::string statusAddress() const = 0;
};

} // namespace tanba::service
