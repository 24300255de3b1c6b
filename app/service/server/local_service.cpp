#include "app/service/server/local_service.h"

#include "app/service/conversation/conversation.h"
#include "app/service/server/peer_lookup.h"

namespace tanba::service {

namespace {

/// A conversation at the other end of a socket.
class ConversationVisit : public Visit {
  public:
    ConversationVisit(Reception& reception, const Caller& caller, Line& line)
        : conversation_(reception, caller, line) {}

    void opened() override { conversation_.opened(); }
    void message(std::shared_ptr<const Message> message) override {
        conversation_.message(std::move(message));
    }
    void messageTooLarge(std::string_view beginning) override { conversation_.messageTooLarge(beginning); }
    void closed() override { conversation_.closed(); }

  private:
    Conversation conversation_;
};

class RunningService : public LocalService {
  public:
    explicit RunningService(const LocalServicePlan& plan)
        : threads_(plan.threads),
          reception_({plan.desk, plan.threads, plan.clock, plan.files, plan.timestamps, plan.hashOrigins}) {}

    ~RunningService() override {
        server_.reset();
        // Work of conversations that are gone may still run, and knows the reception and the desk.
        threads_.stop();
    }

    Outcome start(const LocalServicePlan& plan) {
        WebServerPlan server{plan.threads,
                             plan.identity,
                             *peers_,
                             plan.clock,
                             plan.watcher,
                             [this](const Caller& caller, Line& line) {
                                 return std::make_unique<ConversationVisit>(reception_, caller, line);
                             },
                             plan.statusPage,
                             plan.folder,
                             plan.port,
                             {},
                             plan.hashOrigins};
        TANBA_TRY(server_, WebServer::start(std::move(server)));
        return Done{};
    }

    std::uint16_t port() const override { return server_->port(); }
    std::string statusAddress() const override { return server_->statusAddress(); }

  private:
    ServiceThreads& threads_;
    Reception reception_;
    const std::unique_ptr<PeerLookup> peers_ = systemPeerLookup();
    std::unique_ptr<WebServer> server_;
};

} // namespace

Result<std::unique_ptr<LocalService>> LocalService::start(const LocalServicePlan& plan) {
    auto service = std::make_unique<RunningService>(plan);
    TANBA_CHECK(service->start(plan));
    return std::unique_ptr<LocalService>(std::move(service));
}

} // namespace tanba::service
