#include "core/crypto/openssl/fetched_digests.h"

#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"

#include <map>

namespace tanba::crypto {

namespace {

using DigestMap = std::map<DigestAlgorithm, DigestHandle>;

DigestMap fetchAll() {
    DigestMap digests;
    // Every digest is known to OpenSSL under its dotted OID, the Kazakh ones by our provider.
    for (const DigestRow& row : digestTable())
        digests[row.algorithm].reset(EVP_MD_fetch(libraryContext(), row.oid.data(), nullptr));
    return digests;
}

} // namespace

const EVP_MD* fetchedDigest(DigestAlgorithm algorithm) {
    // Never freed, like the library context it belongs to.
    static const DigestMap* const digests = std::make_unique<DigestMap>(fetchAll()).release();
    return digests->at(algorithm).get();
}

} // namespace tanba::crypto
