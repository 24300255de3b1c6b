#include "core/trust/revocation_rules.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using sign::ReasonCode;

struct ReasonNameRow {
    int reason;
    std::string_view name;
    /// What was stamped before stays good; with any other reason, or none, nothing does (RFC 3161 section 4).
    bool keepsOlder;
};
constexpr std::array<ReasonNameRow, 10> kReasonNames{{
    {0, "", true},
    {1, "keyCompromise", false},
    {2, "cACompromise", false},
    {3, "affiliationChanged", true},
    {4, "superseded", true},
    {5, "cessationOfOperation", true},
    {kReasonHold, "suspended", false},
    {kReasonRemoveFromCrl, "removeFromCRL", true},
    {9, "privilegeWithdrawn", false},
    {10, "aACompromise", false},
}};

bool takesOlderAway(int reason) {
    const auto row = std::ranges::find(kReasonNames, reason, &ReasonNameRow::reason);
    return row == kReasonNames.end() || !row->keepsOlder;
}

using Statements = std::vector<RevocationStatement>;

/// The newest that satisfies a condition; `statements` are sorted from new to old.
template <typename Condition>
const RevocationStatement* newest(const Statements& statements, Condition condition) {
    const auto found = std::ranges::find_if(statements, condition);
    return found == statements.end() ? nullptr : &*found;
}

bool isRevoked(const RevocationStatement& statement) {
    return statement.answer == StatusAnswer::Revoked && statement.reason != kReasonRemoveFromCrl;
}

/// Lists may drop certificates that have expired (RFC 5280 3.3): absence then proves nothing.
bool isTooLate(const RevocationStatement& statement, Time notAfter) {
    return statement.thisUpdate > notAfter;
}

/// A hold may have been lifted since; every other revocation is for ever.
bool isRevokedForEver(const RevocationStatement& statement, Time at) {
    return isRevoked(statement) && statement.reason != kReasonHold && statement.revokedAt <= at;
}

std::string revocationText(const RevocationStatement& statement) {
    const std::string_view reason = revocationReasonName(statement.reason);
    std::string text = formatRfc3339(statement.revokedAt);
    return reason.empty() ? text : text + ' ' + std::string(reason);
}

RevocationFinding findingFrom(const RevocationStatement& statement) {
    RevocationFinding finding;
    finding.evidence = RevocationEvidence{statement.kind == StatementKind::Ocsp ? "ocsp" : "crl",
                                          statement.issuer,
                                          statement.thisUpdate,
                                          statement.nextUpdate,
                                          statement.source,
                                          statement.host};
    return finding;
}

RevocationFinding answered(const RevocationStatement& statement, Time at) {
    RevocationFinding finding = findingFrom(statement);
    finding.status = RevocationStatus::Good;
    if (!isRevoked(statement))
        return finding;
    finding.compromised = takesOlderAway(statement.reason);
    const bool before = statement.revokedAt <= at;
    if (before)
        finding.status = RevocationStatus::Revoked;
    finding.reasons.push_back(
        {before ? ReasonCode::Revoked : ReasonCode::RevokedLater, revocationText(statement)});
    return finding;
}

/// The authority's order (README.md) counts this against the signature, where we only say that we do not
/// know.
RevocationFinding unknownBecause(RevocationFinding finding, ReasonCode code, std::string detail) {
    finding.reasons.push_back({code, std::move(detail)});
    finding.reasons.push_back({ReasonCode::OrderCountsNegative, std::string(sign::reasonRow(code).text)});
    return finding;
}

RevocationFinding withoutFresh(const Statements& statements, Time notAfter) {
    const RevocationStatement* stale = newest(statements, [notAfter](const auto& statement) {
        return statement.kind != StatementKind::DeltaList && !isTooLate(statement, notAfter);
    });
    if (stale != nullptr)
        return unknownBecause(findingFrom(*stale), ReasonCode::RevocationStale,
                              formatRfc3339(stale->nextUpdate.value_or(stale->thisUpdate)));
    RevocationFinding finding;
    finding.reasons.push_back({ReasonCode::RevocationUnknown, {}});
    return finding;
}

} // namespace

std::string_view revocationReasonName(int reason) {
    const auto row = std::ranges::find(kReasonNames, reason, &ReasonNameRow::reason);
    return row == kReasonNames.end() ? std::string_view() : row->name;
}

bool isFresh(const RevocationStatement& statement, Time notAfter, Time at) {
    if (isTooLate(statement, notAfter))
        return false;
    if (statement.thisUpdate > at)
        return true;
    if (statement.nextUpdate)
        return at <= *statement.nextUpdate;
    return statement.kind == StatementKind::Ocsp && at - statement.thisUpdate <= kOcspFreshness;
}

RevocationFinding weighStatements(std::vector<RevocationStatement> statements, Time notAfter, Time at) {
    std::ranges::stable_sort(statements, std::ranges::greater(), &RevocationStatement::thisUpdate);
    // Whoever made the file chose what it carries: no later "good" takes a revocation back.
    const RevocationStatement* revoked =
        newest(statements, [at](const auto& statement) { return isRevokedForEver(statement, at); });
    if (revoked != nullptr)
        return answered(*revoked, at);
    const RevocationStatement* base = newest(statements, [&](const auto& statement) {
        return statement.kind != StatementKind::DeltaList && statement.answer != StatusAnswer::NotKnown &&
               isFresh(statement, notAfter, at);
    });
    // What a delta lists is newer knowledge than any older whole list.
    const RevocationStatement* change = newest(statements, [&](const auto& statement) {
        return statement.kind == StatementKind::DeltaList &&
               (base == nullptr || statement.thisUpdate > base->thisUpdate);
    });
    const bool listedInChange = change != nullptr && change->answer == StatusAnswer::Revoked;
    RevocationFinding finding;
    if (listedInChange && base != nullptr)
        finding = answered(*change, at);
    else if (base != nullptr)
        finding = answered(*base, at);
    else
        finding = withoutFresh(statements, notAfter);
    if (finding.status == RevocationStatus::Revoked)
        return finding;
    const RevocationStatement* later = newest(statements, [](const auto& statement) {
        return isRevoked(statement) && statement.reason != kReasonHold;
    });
    if (later != nullptr && finding.status == RevocationStatus::Good)
        finding = answered(*later, at);

    const RevocationStatement* notKnown = newest(statements, [&](const auto& statement) {
        return statement.answer == StatusAnswer::NotKnown && isFresh(statement, notAfter, at);
    });
    if (notKnown != nullptr)
        return unknownBecause(findingFrom(*notKnown), ReasonCode::RevocationNotKnownToAuthority, {});
    return finding;
}

} // namespace tanba::trust
