#include "app/gui/portal_ports.h"

#include "app/net/timestamps.h"
#include "app/platform/data_folder.h"
#include "app/service/server/local_service.h"
#include "app/service/server/service_folder.h"
#include "app/service/server/status_page.h"
#include "app/text/text_table.h"
#include "core/guidance/portals.h"

#include <algorithm>
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

const platform::StoreTrust* rowOf(const std::filesystem::path& folder,
                                  const std::vector<platform::StoreTrust>& rows) {
    const auto row = std::ranges::find(rows, folder, &platform::StoreTrust::folder);
    return row == rows.end() ? nullptr : &*row;
}

/// Stores that trusted the present authority and cannot be told of the next one: how they stand towards that.
std::vector<platform::StoreTrust> leftBehind(const std::vector<platform::StoreTrust>& before,
                                             const std::vector<platform::StoreTrust>& told) {
    std::vector<platform::StoreTrust> behind;
    for (const platform::StoreTrust& store : before) {
        if (store.state != platform::TrustState::Trusted)
            continue;
        const platform::StoreTrust* const now = rowOf(store.folder, told);
        if (now != nullptr && now->state != platform::TrustState::Trusted)
            behind.push_back(*now);
    }
    return behind;
}

/// The person has just asked for a new authority before the present one ends. Browsers are told first: where
/// one of those that trust the present authority cannot be told, it stays for all of them, and the
/// rows say which browser it was.
Stores renewTrust(const PortalSurroundings& surroundings) {
    const std::filesystem::path folder = service::serviceFolder(surroundings.data);
    TANBA_TRY(const service::WebIdentity present, identityIn(surroundings, folder));
    const platform::BrowserTrust trust({surroundings.home});
    const Time now = surroundings.clock.now();
    if (present.renewal(now) == service::Renewal::NotNeeded)
        return trust.install(present.authority().der());
    TANBA_TRY(const std::vector<platform::StoreTrust> before, trust.check(present.authority().der()));
    TANBA_TRY(const service::WebIdentity next, service::WebIdentity::make(now));
    TANBA_TRY(const std::vector<platform::StoreTrust> told, trust.install(next.authority().der()));
    const std::vector<platform::StoreTrust> behind = leftBehind(before, told);
    // One that no longer serves is no reason to stay with it.
    if (behind.empty() || present.renewal(now) == service::Renewal::Now) {
        const Outcome kept = next.keep(surroundings.files, folder);
        if (kept.ok())
            return told;
        TANBA_CHECK(trust.install(present.authority().der()));
        return kept.failure();
    }
    TANBA_TRY(std::vector<platform::StoreTrust> rows, trust.install(present.authority().der()));
    for (platform::StoreTrust& row : rows)
        if (const platform::StoreTrust* const why = rowOf(row.folder, behind))
            row = *why;
    return rows;
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
    ports.renewTrust = [surroundings] { return renewTrust(surroundings); };
    ports.removeTrust = [surroundings] {
        return trustWith(surroundings, &platform::BrowserTrust::remove, identityIn);
    };
    return ports;
}

} // namespace tanba::gui
