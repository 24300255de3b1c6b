#include "core/trust/verdict.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

template <typename Value>
struct NameRow {
    Value value;
    std::string_view name;
};

constexpr std::array<NameRow<Verdict>, 3> kVerdictNames{{
    {Verdict::Valid, "valid"},
    {Verdict::Indeterminate, "indeterminate"},
    {Verdict::Invalid, "invalid"},
}};

constexpr std::array<NameRow<ChainStatus>, 6> kChainNames{{
    {ChainStatus::Ok, "ok"},
    {ChainStatus::NoAnchor, "no_anchor"},
    {ChainStatus::Expired, "expired"},
    {ChainStatus::NotYetValid, "not_yet_valid"},
    {ChainStatus::WrongUsage, "wrong_usage"},
    {ChainStatus::Broken, "broken"},
}};

constexpr std::array<NameRow<RevocationStatus>, 3> kRevocationNames{{
    {RevocationStatus::Good, "good"},
    {RevocationStatus::Revoked, "revoked"},
    {RevocationStatus::Unknown, "unknown"},
}};

constexpr std::array<NameRow<AnchorOrigin>, 3> kOriginNames{{
    {AnchorOrigin::National, "national"},
    {AnchorOrigin::Yours, "yours"},
    {AnchorOrigin::Test, "test"},
}};

constexpr std::array<NameRow<EvidenceSource>, 4> kSourceNames{{
    {EvidenceSource::File, "file"},
    {EvidenceSource::Folder, "folder"},
    {EvidenceSource::Online, "online"},
    {EvidenceSource::Kept, "kept"},
}};

// What a finding makes of the verdict at the least. Reasons may only worsen it, so that a verifier that
// forgets a reason still never says "valid".
template <typename Value>
struct FloorRow {
    Value value;
    Verdict atLeast;
};

constexpr std::array<FloorRow<sign::Integrity>, 4> kIntegrityFloor{{
    {sign::Integrity::Ok, Verdict::Valid},
    {sign::Integrity::ContentChanged, Verdict::Invalid},
    {sign::Integrity::SignatureWrong, Verdict::Invalid},
    {sign::Integrity::ContentMissing, Verdict::Indeterminate},
}};

// With one of these the signature value was never checked: nothing speaks against it, nothing for it.
constexpr std::array<sign::ReasonCode, 2> kUncheckable{
    sign::ReasonCode::SignerCertificateMissing,
    sign::ReasonCode::AlgorithmUnknown,
};

constexpr std::array<FloorRow<ChainStatus>, 6> kChainFloor{{
    {ChainStatus::Ok, Verdict::Valid},
    {ChainStatus::NoAnchor, Verdict::Indeterminate},
    // With a proved time the reason chain.outside_validity_proved makes these two invalid.
    {ChainStatus::Expired, Verdict::Indeterminate},
    {ChainStatus::NotYetValid, Verdict::Indeterminate},
    {ChainStatus::WrongUsage, Verdict::Invalid},
    {ChainStatus::Broken, Verdict::Indeterminate},
}};

constexpr std::array<FloorRow<RevocationStatus>, 3> kRevocationFloor{{
    {RevocationStatus::Good, Verdict::Valid},
    {RevocationStatus::Revoked, Verdict::Invalid},
    {RevocationStatus::Unknown, Verdict::Indeterminate},
}};

constexpr std::array<FloorRow<sign::Weight>, 3> kReasonFloor{{
    {sign::Weight::Notice, Verdict::Valid},
    {sign::Weight::Indeterminate, Verdict::Indeterminate},
    {sign::Weight::Invalid, Verdict::Invalid},
}};

template <typename Rows, typename Value>
std::string_view nameIn(const Rows& rows, Value value) {
    return std::ranges::find(rows, value, [](const auto& row) { return row.value; })->name;
}

template <typename Rows, typename Value>
Verdict floorIn(const Rows& rows, Value value) {
    return std::ranges::find(rows, value, [](const auto& row) { return row.value; })->atLeast;
}

Verdict integrityFloor(const SignatureReport& signature) {
    const auto uncheckable = [](const sign::Reason& reason) {
        return std::ranges::find(kUncheckable, reason.code) != kUncheckable.end();
    };
    if (signature.integrity == sign::Integrity::SignatureWrong &&
        std::ranges::any_of(signature.reasons, uncheckable))
        return Verdict::Indeterminate;
    return floorIn(kIntegrityFloor, signature.integrity);
}

} // namespace

std::string_view verdictName(Verdict verdict) {
    return nameIn(kVerdictNames, verdict);
}
std::string_view chainName(ChainStatus status) {
    return nameIn(kChainNames, status);
}
std::string_view revocationName(RevocationStatus status) {
    return nameIn(kRevocationNames, status);
}
std::string_view anchorOriginName(AnchorOrigin origin) {
    return nameIn(kOriginNames, origin);
}
std::string_view evidenceSourceName(EvidenceSource source) {
    return nameIn(kSourceNames, source);
}

Verdict verdictOf(const SignatureReport& signature) {
    Verdict verdict = std::max({integrityFloor(signature), floorIn(kChainFloor, signature.chain),
                                floorIn(kRevocationFloor, signature.revocation)});
    if (signature.anchor != AnchorOrigin::National && signature.anchor != AnchorOrigin::Yours)
        verdict = std::max(verdict, Verdict::Indeterminate);
    for (const sign::Reason& reason : signature.reasons)
        verdict = std::max(verdict, floorIn(kReasonFloor, sign::reasonRow(reason.code).weight));
    return verdict;
}

Verdict worstOf(const std::vector<SignatureReport>& signatures) {
    if (signatures.empty())
        return Verdict::Indeterminate;
    return std::ranges::max_element(signatures, {}, &SignatureReport::verdict)->verdict;
}

} // namespace tanba::trust
