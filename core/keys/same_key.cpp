#include "core/keys/same_key.h"

#include "core/crypto/openssl/key_state.h"
#include "core/crypto/openssl/library_context.h"

#include <openssl/evp.h>

namespace tanba::keys {

bool sameKey(const crypto::PublicKey& left, const crypto::PublicKey& right) {
    if (sameBytes(left.subjectPublicKeyInfo(), right.subjectPublicKeyInfo()))
        return true;
    if (left.algorithm() != right.algorithm())
        return false;
    const bool equal = EVP_PKEY_eq(left.state().key.get(), right.state().key.get()) == 1;
    crypto::drainErrors();
    return equal;
}

} // namespace tanba::keys
