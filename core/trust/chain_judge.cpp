#include "core/trust/chain_judge.h"

#include "core/base/stream.h"
#include "core/crypto/digest.h"

#include <algorithm>

namespace tanba::trust {

namespace {

constexpr std::size_t kMaxCarriedCertificates = 128;
constexpr std::size_t kMaxCarriedLists = 16;
constexpr std::size_t kMaxCarriedResponses = 64;

/// SHA-256 over the parts, each preceded by its length; empty when there is no SHA-256, and then nothing is
/// remembered.
Bytes digestOfParts(const std::vector<ByteView>& parts) {
    auto hasher = crypto::Hasher::create(crypto::DigestAlgorithm::Sha256);
    if (!hasher.ok())
        return {};
    for (const ByteView part : parts) {
        hasher.value().update(viewOf(std::to_string(part.size()) + ':'));
        hasher.value().update(part);
    }
    return hasher.value().finish().bytes;
}

Bytes keyFor(const keys::Certificate& certificate, const FileEvidence& evidence, JudgingTime time,
             const OnlineAccess& online) {
    if (evidence.digest.empty())
        return {};
    const std::string circumstances = formatRfc3339(time.at) + (time.proved ? " proved" : " unproved") +
                                      (online.evidence != nullptr ? " online" : " offline");
    return digestOfParts({certificate.der(), evidence.digest, viewOf(circumstances)});
}

} // namespace

FileEvidence FileEvidence::from(const std::vector<keys::Certificate>& certificates,
                                const std::vector<Bytes>& crls, const std::vector<Bytes>& ocspResponses) {
    FileEvidence evidence;
    CarriedEvidence& carried = evidence.carried;
    std::vector<ByteView> parts;
    for (const keys::Certificate& certificate : certificates) {
        if (carried.certificates.size() == kMaxCarriedCertificates)
            break;
        carried.certificates.push_back(certificate);
        parts.push_back(certificate.der());
    }
    for (const Bytes& encoded : crls) {
        if (carried.crls.size() == kMaxCarriedLists)
            break;
        MemoryInput input(encoded);
        auto list = Crl::read(input, WorkControl{});
        if (list.ok()) {
            carried.crls.push_back(std::move(list).value());
            parts.emplace_back(encoded);
        }
    }
    for (const Bytes& encoded : ocspResponses) {
        if (carried.ocspResponses.size() == kMaxCarriedResponses)
            break;
        auto response = OcspResponse::read(encoded);
        if (response.ok()) {
            carried.ocspResponses.push_back(std::move(response).value());
            parts.emplace_back(encoded);
        }
    }
    evidence.digest = digestOfParts(parts);
    return evidence;
}

FileEvidence FileEvidence::joinedWith(const FileEvidence& more) const {
    FileEvidence joined = *this;
    joined.carried.signatures = more.carried.signatures; // of the file in which a stamp stands
    const auto appendAll = [](auto& target, const auto& source) {
        target.insert(target.end(), source.begin(), source.end());
    };
    appendAll(joined.carried.certificates, more.carried.certificates);
    appendAll(joined.carried.crls, more.carried.crls);
    appendAll(joined.carried.ocspResponses, more.carried.ocspResponses);
    joined.digest = digest.empty() || more.digest.empty() ? Bytes() : digestOfParts({digest, more.digest});
    return joined;
}

std::shared_ptr<const ChainJudgement> ChainJudge::judge(const keys::Certificate& certificate,
                                                        const FileEvidence& evidence, JudgingTime time,
                                                        const OnlineAccess& online) const {
    Bytes key = keyFor(certificate, evidence, time, online);
    {
        const std::lock_guard lock(mutex_);
        const auto known = remembered_.find(key);
        if (known != remembered_.end())
            return known->second;
    }
    auto judgement = std::make_shared<ChainJudgement>();
    SignatureChecks& signatures = *evidence.carried.signatures;
    judgement->chain = validator_.validate(certificate, evidence.carried.certificates, time, signatures);
    // Nothing that the issuers in a broken chain say counts, and a hostile file can make looking dear.
    if (judgement->chain.status != ChainStatus::Broken)
        judgement->revocation = revocation_.check(judgement->chain.path, evidence.carried, time, online);
    // Half of it was not asked any more, or perhaps not tried.
    if (online.cancelled() || signatures.spent())
        return judgement;

    const std::lock_guard lock(mutex_);
    if (!key.empty() && remembered_.emplace(key, judgement).second) {
        order_.push_back(std::move(key));
        if (order_.size() > kMaxRemembered) {
            remembered_.erase(order_.front());
            order_.pop_front();
        }
    }
    return judgement;
}

} // namespace tanba::trust
