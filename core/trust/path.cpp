#include "core/trust/path.h"

#include "core/keys/demo_certificate.h"
#include "core/trust/algorithm_policy.h"
#include "core/trust/chain_check.h"
#include "core/trust/path_finder.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using sign::ReasonCode;

// From best to worst; of several chains the best is shown.
constexpr std::array<ChainStatus, 6> kOrder{ChainStatus::Ok,      ChainStatus::WrongUsage,
                                            ChainStatus::Expired, ChainStatus::NotYetValid,
                                            ChainStatus::Broken,  ChainStatus::NoAnchor};

std::ptrdiff_t rank(ChainStatus status) {
    return std::ranges::find(kOrder, status) - kOrder.begin();
}

void worsen(PathResult& result, ChainStatus status) {
    if (rank(status) > rank(result.status))
        result.status = status;
}

enum class Period { Before, Within, After };

Period periodOf(Time notBefore, Time notAfter, Time at) {
    if (at < notBefore)
        return Period::Before;
    return at > notAfter ? Period::After : Period::Within;
}

/// The certificate itself at another time than its own: a proved time makes that a certainty.
void judgeOwnPeriod(PathResult& result, const keys::Certificate& certificate, JudgingTime time) {
    const Period period = periodOf(certificate.notBefore(), certificate.notAfter(), time.at);
    if (period == Period::Within)
        return;
    const bool before = period == Period::Before;
    worsen(result, before ? ChainStatus::NotYetValid : ChainStatus::Expired);
    const ReasonCode unproved = before ? ReasonCode::NotYetValidNow : ReasonCode::ExpiredNow;
    result.reasons.push_back({time.proved ? ReasonCode::OutsideValidityProved : unproved,
                              formatRfc3339(before ? certificate.notBefore() : certificate.notAfter())});
}

/// An authority out of its time makes nothing certain: the signer could have had another certificate above.
void judgeAuthorityPeriod(PathResult& result, Time notBefore, Time notAfter, const std::string& name,
                          Time at) {
    const Period period = periodOf(notBefore, notAfter, at);
    if (period == Period::Within)
        return;
    const bool before = period == Period::Before;
    worsen(result, before ? ChainStatus::NotYetValid : ChainStatus::Expired);
    result.reasons.push_back({before ? ReasonCode::NotYetValidNow : ReasonCode::ExpiredNow,
                              formatRfc3339(before ? notBefore : notAfter) + ' ' + name});
}

void judgePeriods(PathResult& result, JudgingTime time) {
    const Path& path = result.path;
    judgeOwnPeriod(result, path.certificates.front(), time);
    for (std::size_t i = 1; i < path.certificates.size(); ++i) {
        const keys::Certificate& certificate = path.certificates[i];
        judgeAuthorityPeriod(result, certificate.notBefore(), certificate.notAfter(),
                             certificate.subject().display(), time.at);
    }
    if (path.isAnchor(0))
        return;
    if (path.anchor->certificate)
        judgeAuthorityPeriod(result, path.anchor->certificate->notBefore(),
                             path.anchor->certificate->notAfter(), path.anchor->subject.display(), time.at);
    for (const Authority& authority : path.anchor->authorities)
        judgeAuthorityPeriod(result, authority.notBefore, authority.notAfter, authority.subjectText, time.at);
}

void judgeFaults(PathResult& result) {
    const Path& path = result.path;
    std::vector<std::string> faults = faultsOfChain(path.certificates, path.anchor->certificateDer);
    // OpenSSL takes a v3 certificate without basicConstraints for an authority when its key usage says so.
    for (std::size_t i = 1; i < path.certificates.size(); ++i) {
        const auto& constraints = path.certificates[i].basicConstraints();
        if (!constraints || !constraints->authority)
            faults.push_back("not_an_authority: " + path.certificates[i].subject().display());
    }
    if (!faults.empty())
        worsen(result, ChainStatus::Broken);
    for (std::string& fault : faults)
        result.reasons.push_back({ReasonCode::ChainBroken, std::move(fault)});
}

void judgeAlgorithms(PathResult& result, Time at) {
    const Path& path = result.path;
    for (std::size_t i = 0; i < path.certificates.size(); ++i) {
        const keys::Certificate& certificate = path.certificates[i];
        if (certificate.publicKey().ok()) {
            const crypto::PublicKey& key = certificate.publicKey().value();
            addAgeReason(result.reasons, keyAge(key, at), keyText(key));
        }
        const auto scheme = crypto::schemeByOid(certificate.signatureAlgorithmOid());
        if (scheme && !path.isAnchor(i))
            addAgeReason(result.reasons, signatureAge(*scheme, at), schemeText(*scheme));
    }
    addAgeReason(result.reasons, keyAge(path.anchor->key, at), keyText(path.anchor->key));
}

PathResult judged(Path path, JudgingTime time) {
    PathResult result;
    result.status = ChainStatus::Ok;
    result.path = std::move(path);
    if (!result.path.anchor->complete) {
        worsen(result, ChainStatus::NoAnchor);
        result.reasons.push_back({ReasonCode::NoAnchor, result.path.anchor->subject.display()});
    }
    judgeFaults(result);
    judgePeriods(result, time);
    judgeAlgorithms(result, time.at);
    return result;
}

PathResult withoutPath(const keys::Certificate& certificate, JudgingTime time) {
    PathResult result;
    result.path.certificates = {certificate};
    result.reasons.push_back({ReasonCode::NoAnchor, certificate.issuer().display()});
    judgeOwnPeriod(result, certificate, time);
    return result;
}

} // namespace

bool Path::isAnchor(std::size_t index) const {
    return anchor != nullptr && anchor->certificate && *anchor->certificate == certificates[index];
}

bool Path::demonstration() const {
    return std::ranges::any_of(certificates, keys::isDemonstration) ||
           (anchor != nullptr && anchor->certificate && keys::isDemonstration(*anchor->certificate));
}

std::optional<AnchorOrigin> Path::origin() const {
    if (anchor == nullptr)
        return std::nullopt;
    return demonstration() ? AnchorOrigin::Test : anchor->origin;
}

std::vector<std::string> Path::names() const {
    std::vector<std::string> names;
    for (const keys::Certificate& certificate : certificates)
        names.push_back(certificate.subject().display());
    if (anchor == nullptr || isAnchor(certificates.size() - 1))
        return names;
    if (anchor->authorities.empty())
        names.push_back(anchor->subject.display());
    for (const Authority& authority : anchor->authorities)
        names.push_back(authority.subjectText);
    return names;
}

PathResult PathValidator::validate(const keys::Certificate& certificate,
                                   const std::vector<keys::Certificate>& pool, JudgingTime time,
                                   SignatureChecks& signatures) const {
    std::optional<PathResult> best;
    for (Path& path : findPaths(certificate, pool, anchors_, signatures)) {
        signatures.add(path.certificates.size());
        PathResult result = judged(std::move(path), time);
        if (result.status == ChainStatus::Ok)
            return result;
        if (!best || rank(result.status) < rank(best->status))
            best = std::move(result);
    }
    return best ? std::move(*best) : withoutPath(certificate, time);
}

PathResult PathValidator::validate(const keys::Certificate& certificate,
                                   const std::vector<keys::Certificate>& pool, JudgingTime time) const {
    SignatureChecks signatures;
    return validate(certificate, pool, time, signatures);
}

} // namespace tanba::trust
