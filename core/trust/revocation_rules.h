#pragma once

#include "core/base/time.h"
#include "core/sign/reason.h"
#include "core/trust/status_answer.h"
#include "core/trust/verdict.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tanba::trust {

/// An OCSP answer without nextUpdate says "as of now": it holds for this long.
inline constexpr std::chrono::seconds kOcspFreshness = std::chrono::hours(1);

/// CRLReason (RFC 5280 5.3.1) with a meaning of its own here.
inline constexpr int kReasonHold = 6;
inline constexpr int kReasonRemoveFromCrl = 8;
/// "keyCompromise", "suspended" for a hold; empty for none and unknown ones.
std::string_view revocationReasonName(int reason);

enum class StatementKind {
    WholeList, ///< a full CRL: absence means good
    DeltaList, ///< changes only: speaks of what it lists
    Ocsp,
};

/// What one authentic list or answer says about one certificate.
struct RevocationStatement {
    StatementKind kind = StatementKind::WholeList;
    StatusAnswer answer = StatusAnswer::Good;
    Time revokedAt{};
    int reason = -1;
    Time thisUpdate{};
    std::optional<Time> nextUpdate;
    std::string issuer;
    EvidenceSource source = EvidenceSource::File;
    std::string host{}; ///< that gave it; empty when nobody was asked
};

struct RevocationFinding {
    RevocationStatus status = RevocationStatus::Unknown;
    /// Revoked, RevokedLater, RevocationUnknown, RevocationStale, RevocationNotKnownToAuthority,
    /// OrderCountsNegative.
    std::vector<sign::Reason> reasons;
    /// The statement that decided.
    std::optional<RevocationEvidence> evidence;
    /// Revoked, at whatever time, in a way that takes older time stamps of this key their worth (RFC 3161
    /// section 4): for any reason but those of an orderly end.
    bool compromised = false;
};

/// Whether a statement of this age tells anything about a certificate (good until `notAfter`) at `at`:
/// it was current then, or it was made later and still had to mention the certificate.
bool isFresh(const RevocationStatement& statement, Time notAfter, Time at);

/// Weighs all statements about one certificate (README.md, "Revocation").
RevocationFinding weighStatements(std::vector<RevocationStatement> statements, Time notAfter, Time at);

} // namespace tanba::trust
