#include "app/cli/commands.h"
#include "app/cli/service_mandate.h"
#include "app/net/timestamps.h"
#include "app/platform/cancel_on_signal.h"
#include "app/platform/data_folder.h"
#include "app/service/server/local_service.h"
#include "app/service/server/service_folder.h"
#include "app/service/server/status_page.h"
#include "core/guidance/portals.h"

#include <set>

namespace tanba::cli {

namespace {

using text::Ui;

/// Of a name that a page made up.
constexpr std::size_t kMaxModuleName = 200;

/// Says on the terminal what becomes visible at the socket, each thing once.
class TellingWatcher : public service::ServerWatcher {
  public:
    explicit TellingWatcher(Console& console) : console_(console) {}

    void notTrusted(const service::Peer& peer) override {
        once(console_.word(Ui::ServiceNotTrusted, {{"program", peer.program}}));
    }
    void otherUserRefused() override { once(console_.word(Ui::ServiceOtherUser)); }
    void identityUnusable() override {
        once(console_.table().sentence(fail(FailureCode::ServiceIdentityUnusable), console_.language()).what);
    }

  private:
    void once(const std::string& line) {
        if (told_.insert(line).second)
            console_.remark(line);
    }

    Console& console_;
    std::set<std::string> told_;
};

Result<service::WebIdentity> identityOf(const std::filesystem::path& folder, const Services& services) {
    TANBA_CHECK(platform::makePrivateFolder(folder));
    return service::WebIdentity::loadOrMake(services.files, folder, services.clock.now());
}

Result<std::unique_ptr<sign::TimestampSource>> timestampsFor(const ServiceArguments& arguments) {
    if (arguments.offline)
        return std::unique_ptr<sign::TimestampSource>();
    return net::timestamps({});
}

Outcome serve(const ServiceArguments& arguments, const Services& services) {
    Console& console = services.console;
    TANBA_TRY(std::unique_ptr<service::PolicyDesk::Mandate> mandate, serviceMandate(arguments, services));
    TANBA_TRY(const std::unique_ptr<sign::TimestampSource> timestamps, timestampsFor(arguments));
    const std::filesystem::path folder =
        service::serviceFolder(platform::dataFolder(text::processEnvironment));
    TANBA_TRY(const service::WebIdentity identity, identityOf(folder, services));
    if (!mandate)
        console.remark(console.word(Ui::ServiceNoPolicy));
    // Held back while the service's threads are made, so that signals come to this thread only.
    const platform::SignalsHeldBack signals;
    service::ServiceThreads threads;
    // The service says it once a site and module, and of few modules of a site.
    service::PolicyDesk desk(
        threads, services.clock, std::move(mandate),
        [&console](const service::Caller& caller, const std::string& module) {
            console.remark(
                console.word(Ui::ServiceMissingModule, {{"module", module.substr(0, kMaxModuleName)},
                                                        {"site", caller.origin.value_or(caller.program)}}));
        });
    TellingWatcher watcher(console);
    service::LocalServicePlan plan{threads,
                                   identity,
                                   desk,
                                   services.clock,
                                   services.files,
                                   watcher,
                                   timestamps.get(),
                                   guidance::portalOrigins(),
                                   {},
                                   folder,
                                   arguments.port};
    plan.statusPage = [&console](const service::ServerState& state) {
        return service::statusPageHtml(state, console.table(), console.language());
    };
    TANBA_TRY(const std::unique_ptr<service::LocalService> running, service::LocalService::start(plan));
    console.remark(console.word(Ui::ServiceListening, {{"address", running->statusAddress()}}));
    while (!services.cancel.cancelled())
        static_cast<void>(signals.waitReadable(-1));
    return Done{};
}

} // namespace

CommandEnd runService(const ServiceArguments& arguments, const Services& services) {
    const Outcome served = serve(arguments, services);
    return served.ok() ? CommandEnd{} : endWith(services.console, served.failure(), Phase::Reading);
}

} // namespace tanba::cli
