#pragma once

#include "core/trust/clock_skew.h"
#include "core/trust/path.h"
#include "core/trust/revocation.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace tanba::trust {

/// A chain and the state of its revocation, for one moment.
struct ChainJudgement {
    PathResult chain;
    ChainRevocation revocation;
};

/// What a file carries, with a digest that names it.
struct FileEvidence {
    CarriedEvidence carried;
    Bytes digest;

    /// Parses what can be parsed of these; the rest is passed over. Bounded in number.
    static FileEvidence from(const std::vector<keys::Certificate>& certificates,
                             const std::vector<Bytes>& crls, const std::vector<Bytes>& ocspResponses);

    /// This and then `more`; nothing is parsed again: a file may carry a long list and many time stamps.
    FileEvidence joinedWith(const FileEvidence& more) const;
};

/// Judges chains and remembers the answers, so that many documents of one signer cost one validation.
/// May be used from several threads at once.
class ChainJudge {
  public:
    /// @param now by this program's clock, or a later moment that the user asked for.
    ChainJudge(const TrustStore& store, std::vector<Crl> lists, Time now)
        : validator_(store), revocation_(validator_, std::move(lists), now + kClockSkew) {}

    /// The anchor in the answer belongs to this judge.
    /// @param online asked when the chain holds: nobody is asked about certificates that anybody could have
    /// made.
    std::shared_ptr<const ChainJudgement> judge(const keys::Certificate& certificate,
                                                const FileEvidence& evidence, JudgingTime time,
                                                const OnlineAccess& online = {}) const;

  private:
    static constexpr std::size_t kMaxRemembered = 1024;

    PathValidator validator_;
    RevocationChecker revocation_;

    mutable std::mutex mutex_;
    mutable std::map<Bytes, std::shared_ptr<const ChainJudgement>> remembered_;
    /// The keys above from old to new: the oldest goes first.
    mutable std::deque<Bytes> order_;
};

} // namespace tanba::trust
