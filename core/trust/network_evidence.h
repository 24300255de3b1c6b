#pragma once

#include "core/base/clock.h"
#include "core/base/http_transport.h"
#include "core/trust/kept_lists.h"
#include "core/trust/once_each.h"
#include "core/trust/online_addresses.h"
#include "core/trust/online_evidence.h"
#include "core/trust/online_hosts.h"

#include <map>
#include <memory>
#include <mutex>

namespace tanba::trust {

/// Asks the authority's servers for one run: OCSP responders and lists at listed hosts. A host that failed
/// twice in a row is left alone for the rest of the run, so that a dead server costs seconds, not seconds for
/// every signer.
class NetworkEvidence : public OnlineEvidence {
  public:
    struct Settings {
        OnlineHosts hosts;
        std::chrono::milliseconds statusWithin = std::chrono::seconds(10);
        /// The production list has 21 MB.
        std::chrono::milliseconds listWithin = std::chrono::minutes(2);
        std::chrono::milliseconds listSilence = std::chrono::seconds(15);
        std::size_t maxList = std::size_t{64} * 1024 * 1024;
        /// Hears the times of what was proved; null: nobody. Must outlive this object.
        TimeWitness* witness = nullptr;
    };
    /// @param clock must outlive this object.
    NetworkEvidence(std::shared_ptr<HttpTransport> transport, const Clock& clock, KeptLists kept,
                    Settings settings)
        : transport_(std::move(transport)), clock_(clock), kept_(std::move(kept)),
          settings_(std::move(settings)) {}

    OnlineResponse status(const OnlineSubject& subject, const CancelToken* cancel) override;
    OnlineLists lists(const OnlineSubject& subject, const CancelToken* cancel) override;
    Time now() const override { return clock_.now(); }
    void proved(Time time, const std::optional<ClockMoment>& asked) override;

  private:
    /// What one address gave: a list, or why not; both when only an old one is at hand.
    struct AtAddress {
        std::optional<OnlineList> list;
        std::optional<OnlineProblem> problem;
    };

    OnlineResponse askStatus(const OnlineSubject& subject, const CancelToken* cancel);
    Result<OcspResponse> askResponder(const OnlineSubject& subject, const std::string& address,
                                      const CancelToken* cancel);
    void addList(const std::vector<std::string>& addresses, const OnlineSubject& subject,
                 const CancelToken* cancel, OnlineLists& answer);
    AtAddress listAt(const std::string& address, const std::string& host, const crypto::PublicKey& issuerKey,
                     const CancelToken* cancel);
    Result<Crl> fetchList(const std::string& address, const crypto::PublicKey& issuerKey,
                          const std::optional<Crl>& old, const CancelToken* cancel);
    Result<Bytes> send(const HttpRequest& request, const CancelToken* cancel);

    std::shared_ptr<HttpTransport> transport_;
    const Clock& clock_;
    std::mutex keepMutex_;
    KeptLists kept_;
    Settings settings_;

    OnceEach<OnlineResponse> statuses_;
    OnceEach<AtAddress> addresses_;

    struct HostState {
        int failures = 0;
        Failure last;
    };
    std::mutex hostMutex_;
    std::map<std::string, HostState> hosts_;
};

} // namespace tanba::trust
