#include "core/trust/list_signatures.h"

namespace tanba::trust {

bool ListSignatures::isSignedBy(std::size_t place, const Crl& list, const crypto::PublicKey& key) {
    const ByteView encoded = key.subjectPublicKeyInfo();
    std::pair<std::size_t, Bytes> pair(place, Bytes(encoded.begin(), encoded.end()));
    {
        const std::lock_guard lock(mutex_);
        const auto known = known_.find(pair);
        if (known != known_.end())
            return known->second;
    }
    const bool signedByKey = list.verifySignedBy(key).ok();
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kMaxRemembered)
        known_.clear();
    known_.emplace(std::move(pair), signedByKey);
    return signedByKey;
}

} // namespace tanba::trust
