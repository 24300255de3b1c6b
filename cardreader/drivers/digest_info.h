#pragma once

#include "core/base/result.h"
#include "core/crypto/digest.h"

namespace tanba::card {

/// DigestInfo of RFC 8017 9.2: what cards that do PKCS#1 v1.5 themselves sign. algorithm.unsupported for a
/// digest that never goes under an RSA key, signing.digest_length_wrong for one of the wrong size.
Result<Bytes> digestInfo(const crypto::Digest& digest);

/// EMSA-PKCS1-v1_5 (RFC 8017 9.2): 00 01 FF... 00 DigestInfo, as long as the modulus, for cards that only do
/// the bare RSA operation. key.malformed when the modulus is too short.
Result<Bytes> paddedDigestInfo(const crypto::Digest& digest, std::size_t modulusSize);

/// What an ECDSA card signs: the leftmost bits of the digest, as many octets as the field has (FIPS 186-4
/// 6.4).
Result<Bytes> digestForCurve(const crypto::Digest& digest, std::size_t fieldSize);

} // namespace tanba::card
