#include "app/net/online_checks.h"

#include "app/net/http_transport.h"
#include "app/platform/data_folder.h"
#include "core/trust/network_evidence.h"

namespace tanba::net {

namespace {

constexpr const char* kKeptLists = "revocation-lists";

std::filesystem::path keptListsFolder(const std::filesystem::path& dataFolder) {
    if (dataFolder.empty())
        return {};
    std::filesystem::path folder = dataFolder / kKeptLists;
    return platform::makePrivateFolder(folder).ok() ? folder : std::filesystem::path();
}

} // namespace

Result<std::shared_ptr<trust::OnlineEvidence>> onlineChecks(FileStore& files, const Clock& clock,
                                                            const OnlineCheckSettings& settings) {
    trust::NetworkEvidence::Settings asking;
    TANBA_TRY(asking.hosts, trust::OnlineHosts::builtIn());
    if (!settings.trustFolder.empty()) {
        TANBA_CHECK(asking.hosts.addFolder(files, settings.trustFolder));
    }
    asking.witness = settings.witness;
    return std::shared_ptr<trust::OnlineEvidence>(std::make_shared<trust::NetworkEvidence>(
        std::make_shared<NetworkTransport>(), clock,
        trust::KeptLists(files, keptListsFolder(settings.dataFolder)), std::move(asking)));
}

} // namespace tanba::net
