#pragma once

#include "core/base/result.h"
#include "core/crypto/digest.h"
#include "core/crypto/openssl/handles.h"

namespace tanba::crypto {

/// algorithm.unsupported when this kind of key does not sign this kind of digest, signing.digest_length_wrong
/// when the value has not the digest's length.
Outcome checkDigestFits(KeyAlgorithm key, const Digest& digest);

enum class SignatureOperation { Sign, Verify };

/// A context ready for EVP_PKEY_sign or EVP_PKEY_verify of a digest.
Result<KeyContextHandle> signatureContext(EVP_PKEY* key, SignatureScheme scheme,
                                          SignatureOperation operation);

} // namespace tanba::crypto
