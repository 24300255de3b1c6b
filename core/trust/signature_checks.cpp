#include "core/trust/signature_checks.h"

#include "core/crypto/algorithms.h"

namespace tanba::trust {

bool SignatureChecks::isSignedBy(const keys::Certificate& certificate, const crypto::PublicKey& key) {
    const auto scheme = crypto::schemeByOid(certificate.signatureAlgorithmOid());
    if (!scheme || scheme->key != key.algorithm())
        return false;
    const ByteView encoded = key.subjectPublicKeyInfo();
    std::pair pair(certificate.der().data(), Bytes(encoded.begin(), encoded.end()));
    const auto known = known_.find(pair);
    if (known != known_.end())
        return known->second.isSigned;
    if (spent() && triedNow_ >= kTrialsLeftToEach)
        return false;
    std::size_t& trials = trials_[certificate.der().data()];
    if (trials >= kMaxTrials)
        return false;
    ++trials;
    ++triedNow_;
    ++made_;
    const bool isSigned = certificate.verifySignedBy(key).ok();
    known_.emplace(std::move(pair), Known{certificate, isSigned});
    return isSigned;
}

} // namespace tanba::trust
