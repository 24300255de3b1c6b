#pragma once

#include "core/base/http_transport.h"
#include "core/sign/timestamp_source.h"
#include "core/trust/online_hosts.h"
#include "core/trust/timestamp_authority.h"

#include <chrono>
#include <memory>

namespace tanba::trust {

/// Asks a time-stamp authority over HTTP (RFC 3161 3.4). The authority of the table is asked only at a listed
/// host; any other address must be one that the user gave. What comes back must be the answer to this
/// question: its signature, imprint, nonce and policy are checked before it is handed out.
class NetworkTimestamps : public sign::TimestampSource {
  public:
    struct Settings {
        TimestampAuthority authority;
        /// Who may be asked without the user's word.
        OnlineHosts hosts;
        /// For one question; an authority that was not reached is asked once more.
        std::chrono::milliseconds within = std::chrono::seconds(15);
    };
    NetworkTimestamps(std::shared_ptr<HttpTransport> transport, Settings settings)
        : transport_(std::move(transport)), settings_(std::move(settings)) {}

    /// @returns network.* as HttpTransport::send (answer_wrong also for an answer that is no time stamp, with
    /// the reason as detail), network.address_refused for a host that may not be asked, timestamp.refused,
    /// timestamp.other, cancelled. The subject begins with the host.
    Result<Bytes> stamp(ByteView signatureValue, crypto::DigestAlgorithm imprint,
                        const CancelToken* cancel) override;

  private:
    Result<HttpAnswer> ask(const HttpRequest& request, const CancelToken* cancel) const;

    std::shared_ptr<HttpTransport> transport_;
    Settings settings_;
};

} // namespace tanba::trust
