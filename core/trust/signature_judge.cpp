#include "core/trust/signature_judge.h"

#include "core/trust/algorithm_policy.h"
#include "core/trust/clock_skew.h"
#include "core/trust/timestamp_judge.h"
#include "core/trust/usage.h"

#include <algorithm>

namespace tanba::trust {

namespace {

using sign::ReasonCode;

class Judgement {
  public:
    Judgement(const sign::SignatureEvidence& evidence, const sign::SignedFile& file,
              const FileEvidence& carried, const ChainJudge& chains, const VerificationTimes& times,
              const OnlineAccess& online)
        : evidence_(evidence), file_(file), carried_(carried), chains_(chains), times_(times),
          online_(online) {}

    SignatureReport report() {
        takeEvidence();
        if (evidence_.signer) {
            const auto chain = judgeTimeAndChain(*evidence_.signer);
            takeChain(*chain);
            judgeUsage(*evidence_.signer);
            takeRevocation(chain->revocation);
        } else {
            judgeAtUnproved();
        }
        judgeAlgorithms();
        addNotices();
        report_.verdict = verdictOf(report_);
        return std::move(report_);
    }

  private:
    void add(ReasonCode code, std::string detail = {}) {
        report_.reasons.push_back({code, std::move(detail)});
    }
    bool has(ReasonCode code) const {
        return std::ranges::find(report_.reasons, code, &sign::Reason::code) != report_.reasons.end();
    }

    void takeEvidence() {
        report_.format = evidence_.format;
        report_.integrity = evidence_.integrity;
        report_.reasons = evidence_.reasons;
        report_.certificate = evidence_.signer;
        if (evidence_.signer)
            report_.signer = keys::kzProfile(*evidence_.signer);
        report_.scheme = evidence_.scheme;
        report_.claimedTime = evidence_.claimedTime;
    }

    void judgeAtUnproved() {
        report_.judgedAt = times_.at.value_or(times_.now);
        report_.judgedAtProved = false;
    }

    std::shared_ptr<const ChainJudgement> chainAt(const keys::Certificate& signer, JudgingTime time) const {
        // A file that merely holds somebody's certificate makes nobody ask about them.
        const bool signedByThem = evidence_.integrity == sign::Integrity::Ok;
        return chains_.judge(signer, carried_, time, signedByThem ? online_ : OnlineAccess{});
    }

    /// T of the verdict's table: the proved stamp's time, else now or the time asked for.
    std::shared_ptr<const ChainJudgement> judgeTimeAndChain(const keys::Certificate& signer) {
        judgeAtUnproved();
        if (evidence_.timestampToken.empty()) {
            add(ReasonCode::NoTimestamp);
            return chainAt(signer, {report_.judgedAt, false});
        }
        TimestampFinding stamp =
            judgeTimestamp(evidence_.timestampToken, evidence_.signatureValue, carried_, chains_, times_.now);
        report_.timestamp = std::move(stamp.report);
        for (sign::Reason& reason : stamp.reasons)
            report_.reasons.push_back(std::move(reason));
        if (stamp.provedBy) {
            auto chain = chainAt(signer, {report_.timestamp->time, true});
            if (mayProve(*stamp.provedBy, *chain)) {
                report_.judgedAt = report_.timestamp->time;
                report_.judgedAtProved = true;
                if (stamp.provedBy == AnchorOrigin::Yours)
                    add(ReasonCode::YourAnchors, "timestamp");
                return chain;
            }
            report_.timestamp->valid = false;
            add(ReasonCode::TimestampUntrusted, "test authority");
        }
        return chainAt(signer, {report_.judgedAt, false});
    }

    /// Everybody can get stamps of the test authorities' for any time they like: they prove nothing about
    /// real keys.
    static bool mayProve(AnchorOrigin stampedBy, const ChainJudgement& signer) {
        return stampedBy != AnchorOrigin::Test || signer.chain.path.origin() == AnchorOrigin::Test;
    }

    void takeChain(const ChainJudgement& judgement) {
        const PathResult& chain = judgement.chain;
        report_.chain = chain.status;
        report_.chainNames = chain.path.names();
        report_.reasons.insert(report_.reasons.end(), chain.reasons.begin(), chain.reasons.end());
        report_.anchor = chain.path.origin();
        if (report_.anchor == AnchorOrigin::Test || chain.path.demonstration())
            add(ReasonCode::TestKey);
        else if (report_.anchor == AnchorOrigin::Yours)
            add(ReasonCode::YourAnchors);
    }

    void judgeUsage(const keys::Certificate& signer) {
        const std::optional<sign::Reason> fault = usageFault(signer, file_.contentClass);
        if (!fault)
            return;
        report_.reasons.push_back(*fault);
        if (report_.chain != ChainStatus::NoAnchor && report_.chain != ChainStatus::Broken)
            report_.chain = ChainStatus::WrongUsage;
    }

    void takeRevocation(const ChainRevocation& revocation) {
        report_.revocation = revocation.status;
        report_.evidence = revocation.evidence;
        report_.reasons.insert(report_.reasons.end(), revocation.reasons.begin(), revocation.reasons.end());
    }

    void judgeAlgorithms() {
        if (evidence_.scheme)
            addAgeReason(report_.reasons, signatureAge(*evidence_.scheme, report_.judgedAt),
                         schemeText(*evidence_.scheme));
        for (const crypto::DigestAlgorithm digest : evidence_.contentDigests)
            addAgeReason(report_.reasons, digestAge(digest, report_.judgedAt),
                         crypto::digestRow(digest).name);
    }

    void addNotices() {
        if (has(ReasonCode::TimestampUnchecked) && has(ReasonCode::RevokedLater))
            add(ReasonCode::TimestampUncheckedDecides);
        if (report_.claimedTime && *report_.claimedTime > report_.judgedAt + kClockSkew)
            add(ReasonCode::SigningTimeInFuture, formatRfc3339(*report_.claimedTime));
        if (file_.contentClass == sign::ContentClass::Login && !has(ReasonCode::LoginChallenge))
            add(ReasonCode::LoginChallenge);
        // The order wants signingCertificateV2 in every CAdES.
        if (has(ReasonCode::NoSigningCertificateAttribute))
            add(ReasonCode::OrderCountsNegative,
                std::string(sign::reasonRow(ReasonCode::NoSigningCertificateAttribute).text));
    }

    const sign::SignatureEvidence& evidence_;
    const sign::SignedFile& file_;
    const FileEvidence& carried_;
    const ChainJudge& chains_;
    const VerificationTimes& times_;
    OnlineAccess online_;
    SignatureReport report_;
};

} // namespace

SignatureReport judgeSignature(const sign::SignatureEvidence& evidence, const sign::SignedFile& file,
                               const FileEvidence& carried, const ChainJudge& chains,
                               const VerificationTimes& times, const OnlineAccess& online) {
    return Judgement(evidence, file, carried, chains, times, online).report();
}

} // namespace tanba::trust
