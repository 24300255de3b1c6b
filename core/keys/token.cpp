#include "core/keys/token.h"

namespace tanba::keys {

Result<Bytes> signChecked(KeySession& session, const crypto::Digest& digest) {
    TANBA_TRY(const crypto::PublicKey key, session.certificate().publicKey());
    TANBA_TRY(Bytes value, session.sign(digest));
    const Outcome verified = key.verifyDigest(digest, value);
    if (!verified.ok())
        return fail(FailureCode::SignatureSelfCheckFailed, {}, verified.failure().detail);
    return value;
}

} // namespace tanba::keys
