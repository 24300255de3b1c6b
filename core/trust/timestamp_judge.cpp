#include "core/trust/timestamp_judge.h"

#include "core/trust/algorithm_policy.h"
#include "core/trust/clock_skew.h"
#include "core/trust/usage.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using sign::ReasonCode;

/// With one of these the token's signature could not be checked, which is not the same as being wrong.
constexpr std::array<ReasonCode, 2> kUncheckable{ReasonCode::SignerCertificateMissing,
                                                 ReasonCode::AlgorithmUnknown};

bool couldNotBeChecked(const sign::SignatureEvidence& signature) {
    return std::ranges::any_of(signature.reasons, [](const sign::Reason& reason) {
        return std::ranges::find(kUncheckable, reason.code) != kUncheckable.end();
    });
}

/// Why the token is no time stamp of this signature at all.
std::optional<std::string> wrongBecause(const TimestampToken& token, ByteView signatureValue, Time now) {
    if (crypto::digestByOid(token.info.imprintAlgorithm) && !token.stamps(signatureValue))
        return "imprint";
    if (token.signature.integrity != sign::Integrity::Ok && !couldNotBeChecked(token.signature))
        return "signature";
    if (token.info.time > now + kClockSkew)
        return "in the future";
    return std::nullopt;
}

/// Why nobody has to believe it.
std::optional<std::string> untrustedBecause(const TimestampToken& token, const ChainJudgement& judgement) {
    if (judgement.chain.status != ChainStatus::Ok)
        return "chain " + std::string(chainName(judgement.chain.status));
    const bool oldAlgorithm = std::ranges::any_of(judgement.chain.reasons, [](const sign::Reason& reason) {
        return reason.code == ReasonCode::AlgorithmTooOld;
    });
    if (oldAlgorithm || signatureAge(*token.signature.scheme, token.info.time) == AlgorithmAge::PastDate)
        return "algorithm";
    if (judgement.revocation.status == RevocationStatus::Revoked || judgement.revocation.compromised)
        return "revoked";
    return std::nullopt;
}

void judgeAuthority(TimestampFinding& finding, const TimestampToken& token, const FileEvidence& carried,
                    const ChainJudge& chains) {
    const auto untrusted = [&](std::string detail) {
        finding.reasons.push_back({ReasonCode::TimestampUntrusted, std::move(detail)});
    };
    if (!crypto::digestByOid(token.info.imprintAlgorithm))
        return untrusted("imprint algorithm " + token.info.imprintAlgorithm.dotted());
    if (!token.signature.signer || !token.signature.scheme || couldNotBeChecked(token.signature))
        return untrusted("signature could not be checked");
    const keys::Certificate& authority = *token.signature.signer;
    finding.report->authority = authority.subject().display();
    if (!isTimestampAuthority(authority))
        return untrusted("purpose");

    const FileEvidence own = FileEvidence::from(token.certificates, token.crls, token.ocspResponses);
    const auto judgement = chains.judge(authority, own.joinedWith(carried), {token.info.time, true});
    if (const auto why = untrustedBecause(token, *judgement))
        return untrusted(*why);
    if (judgement->revocation.status == RevocationStatus::Unknown)
        finding.reasons.push_back({ReasonCode::TimestampUnchecked, authority.subject().display()});
    finding.report->valid = true;
    finding.provedBy = judgement->chain.path.origin();
}

} // namespace

TimestampFinding judgeTimestamp(ByteView encoded, ByteView signatureValue, const FileEvidence& carried,
                                const ChainJudge& chains, Time now) {
    TimestampFinding finding;
    const auto token = TimestampToken::read(encoded);
    if (!token.ok()) {
        finding.reasons.push_back({ReasonCode::TimestampWrong, token.failure().detail});
        return finding;
    }
    finding.report = TimestampReport{token.value().info.time, false, {}};
    if (crypto::digestByOid(token.value().info.imprintAlgorithm) == crypto::DigestAlgorithm::Sha1)
        finding.reasons.push_back({ReasonCode::TimestampSha1, {}});
    if (auto why = wrongBecause(token.value(), signatureValue, now))
        finding.reasons.push_back({ReasonCode::TimestampWrong, std::move(*why)});
    else
        judgeAuthority(finding, token.value(), carried, chains);
    return finding;
}

} // namespace tanba::trust
