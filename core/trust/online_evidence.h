#pragma once

#include "core/base/progress.h"
#include "core/base/time.h"
#include "core/base/time_witness.h"
#include "core/keys/certificate.h"
#include "core/trust/crl.h"
#include "core/trust/ocsp.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::trust {

/// Whose revocation is asked about, and who issued it: the issuer that the chain has proved.
struct OnlineSubject {
    const keys::Certificate& certificate;
    const keys::Name& issuerName;
    const crypto::PublicKey& issuerKey;
};

/// Why somebody who could have known gave nothing that counts.
enum class OnlineTrouble {
    NotAsked,      ///< the certificate names no address, or none of a listed host
    NotReached,    ///< the network failed
    AnswerUseless, ///< something came back, but no statement of the authority's about this certificate
};

struct OnlineProblem {
    OnlineTrouble trouble = OnlineTrouble::NotReached;
    /// The host, and why: "ocsp.pki.gov.kz: network.timeout". Not a sentence.
    std::string detail;
};

/// What came from the authority's servers for one certificate. Nothing in it is believed before its signature
/// is verified by whoever uses it.
struct OnlineResponse {
    std::optional<OcspResponse> response;
    /// When the question went out, if the response bears its nonce: it was made after that.
    std::optional<ClockMoment> asked;
    std::string host;
    std::vector<OnlineProblem> problems;
};

struct OnlineList {
    Crl list;
    std::string host;
    /// From the folder in which lists are kept, not fetched in this run.
    bool kept = false;
};

struct OnlineLists {
    /// Signed by the issuer's key; a whole list and perhaps its delta.
    std::vector<OnlineList> lists;
    std::vector<OnlineProblem> problems;
};

/// The port through which a verification asks about revocation while it runs. Each method answers a question
/// about one certificate once and remembers the answer; what failed is remembered too, what was cancelled is
/// not. May be called from several threads at once.
class OnlineEvidence {
  public:
    virtual ~OnlineEvidence() = default;
    /// What comes now is not dated later than this; a run may last longer than clocks may differ.
    virtual Time now() const = 0;
    /// Asks the responder that the certificate names (RFC 6960).
    virtual OnlineResponse status(const OnlineSubject& subject, const CancelToken* cancel) = 0;
    /// The lists that the certificate names (RFC 5280 4.2.1.13 and 4.2.1.15).
    virtual OnlineLists lists(const OnlineSubject& subject, const CancelToken* cancel) = 0;
    /// What came was proved to be the word of an authority that counts, made at `time`.
    /// @param asked OnlineResponse::asked
    virtual void proved(Time time, const std::optional<ClockMoment>& asked) {
        static_cast<void>(time);
        static_cast<void>(asked);
    }
};

/// Whom a judgement may ask while it runs; by itself nobody.
struct OnlineAccess {
    OnlineEvidence* evidence = nullptr;
    const CancelToken* cancel = nullptr;

    bool cancelled() const { return cancel != nullptr && cancel->cancelled(); }
};

} // namespace tanba::trust
