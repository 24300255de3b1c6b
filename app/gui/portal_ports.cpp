#include "app/gui/portal_ports.h"

#include "app/net/timestamps.h"
#include "app/platform/data_folder.h"
#include "app/service/server/local_service.h"
#include "app/service/server/service_folder.h"
#include "app/service/server/status_page.h"
#include "app/text/text_table.h"
#include "core/guidance/portals.h"

#include <optional>
#include <utility>

namespace tanba::gui {

namespace {

using NotTrusted = std::function<void(const std::string& program)>;
using Stores = Result<std::vector<platform::StoreTrust>>;

class Watcher : public service::ServerWatcher {
  public:
    explicit Watcher(NotTrusted notTrusted) : notTrusted_(std::move(notTrusted)) {}

    void notTrusted(const service::Peer& peer) override {
        if (peer.kind == service::Caller::Kind::Browser)
            notTrusted_(peer.program);
    }
    void otherUserRefused() override {}
    void identityUnusable() override {}

  private:
    NotTrusted notTrusted_;
};

/// What browsers were told about, or a first one. Never another one: with a clock that is wrong for a day
/// every browser would have to be told anew.
Result<service::WebIdentity> identityIn(const PortalSurroundings& surroundings,
                                        const std::filesystem::path& folder) {
    TANBA_CHECK(platform::makePrivateFolder(folder));
    return service::WebIdentity::loadOrMake(surroundings.files, folder, surroundings.clock.now());
}

/// The person has just asked for browsers to be told: the only moment for a new one.
Result<service::WebIdentity> identityToInstall(const PortalSurroundings& surroundings,
                                               const std::filesystem::path& folder) {
    TANBA_TRY(service::WebIdentity identity, identityIn(surroundings, folder));
    const Time now = surroundings.clock.now();
    if (identity.renewal(now) == service::Renewal::Now)
        return service::WebIdentity::renew(surroundings.files, folder, now);
    return identity;
}

/// The person has just asked for a new one before the present one ends.
Result<service::WebIdentity> identityToRenew(const PortalSurroundings& surroundings,
                                             const std::filesystem::path& folder) {
    TANBA_TRY(service::WebIdentity identity, identityIn(surroundings, folder));
    const Time now = surroundings.clock.now();
    if (identity.renewal(now) == service::Renewal::NotNeeded)
        return identity;
    return service::WebIdentity::renew(surroundings.files, folder, now);
}

/// The service with everything that has to outlive it.
class PortalService : public RunningService {
  public:
    explicit PortalService(NotTrusted notTrusted) : watcher_(std::move(notTrusted)) {}

    Outcome start(const PortalSurroundings& surroundings, service::ConsentDesk& desk) {
        const std::filesystem::path folder = service::serviceFolder(surroundings.data);
        TANBA_TRY(service::WebIdentity identity, identityIn(surroundings, folder));
        identity_.emplace(std::move(identity));
        TANBA_TRY(timestamps_, net::timestamps({}));
        const service::LocalServicePlan plan{
            threads_,
            *identity_,
            desk,
            surroundings.clock,
            surroundings.files,
            watcher_,
            timestamps_.get(),
            guidance::portalOrigins(),
            [language = surroundings.language](const service::ServerState& state) {
                return service::statusPageHtml(state, text::TextTable::builtIn(), language());
            },
            folder};
        TANBA_TRY(service_, service::LocalService::start(plan));
        clock_ = &surroundings.clock;
        return Done{};
    }

    std::string statusAddress() const override { return service_->statusAddress(); }
    service::Renewal renewal() const override { return identity_->renewal(clock_->now()); }

  private:
    Watcher watcher_;
    const Clock* clock_ = nullptr;
    service::ServiceThreads threads_;
    std::optional<service::WebIdentity> identity_;
    std::unique_ptr<sign::TimestampSource> timestamps_;
    std::unique_ptr<service::LocalService> service_; ///< ends before the rest
};

using TrustCall = Stores (platform::BrowserTrust::*)(ByteView certificate) const;
using IdentityFor = Result<service::WebIdentity> (*)(const PortalSurroundings& surroundings,
                                                     const std::filesystem::path& folder);

Stores trustWith(const PortalSurroundings& surroundings, TrustCall call, IdentityFor identityFor) {
    TANBA_TRY(const service::WebIdentity identity,
              identityFor(surroundings, service::serviceFolder(surroundings.data)));
    const platform::BrowserTrust trust({surroundings.home});
    return (trust.*call)(identity.authority().der());
}

} // namespace

PortalPorts portalPorts(const PortalSurroundings& surroundings) {
    PortalPorts ports;
    ports.start = [surroundings](service::ConsentDesk& desk,
                                 NotTrusted notTrusted) -> Result<std::unique_ptr<RunningService>> {
        auto service = std::make_unique<PortalService>(std::move(notTrusted));
        TANBA_CHECK(service->start(surroundings, desk));
        return std::unique_ptr<RunningService>(std::move(service));
    };
    ports.checkTrust = [surroundings] {
        return trustWith(surroundings, &platform::BrowserTrust::check, identityIn);
    };
    ports.installTrust = [surroundings] {
        return trustWith(surroundings, &platform::BrowserTrust::install, identityToInstall);
    };
    ports.renewTrust = [surroundings]() -> Stores {
        // Where browsers cannot be told of another one, the present one stays.
        const Stores present = trustWith(surroundings, &platform::BrowserTrust::check, identityIn);
        if (!present.ok())
            return present;
        return trustWith(surroundings, &platform::BrowserTrust::install, identityToRenew);
    };
    ports.removeTrust = [surroundings] {
        return trustWith(surroundings, &platform::BrowserTrust::remove, identityIn);
    };
    return ports;
}

} // namespace tanba::gui
