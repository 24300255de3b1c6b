#include "app/net/timestamps.h"

#include "app/net/http_transport.h"
#include "core/trust/timestamp_client.h"

namespace tanba::net {

Result<std::unique_ptr<sign::TimestampSource>> timestamps(const std::string& ownAddress) {
    trust::NetworkTimestamps::Settings settings;
    TANBA_TRY(settings.hosts, trust::OnlineHosts::builtIn());
    TANBA_TRY(settings.authority, ownAddress.empty() ? trust::TimestampAuthority::builtIn()
                                                     : trust::TimestampAuthority::ofUser(ownAddress));
    return std::unique_ptr<sign::TimestampSource>(std::make_unique<trust::NetworkTimestamps>(
        std::make_shared<NetworkTransport>(), std::move(settings)));
}

} // namespace tanba::net
