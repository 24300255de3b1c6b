#pragma once

#include "core/base/secret_bytes.h"
#include "core/crypto/algorithms.h"
#include "core/crypto/key_structure.h"
#include "core/crypto/openssl/handles.h"

namespace tanba::crypto {

struct LoadedPublicKey {
    KeyAlgorithm algorithm;
    int bits;
    KeyHandle key;
};

/// What every key algorithm does in its own way: limits, encodings, generation. One file an algorithm.
struct KeyFormat {
    /// Whether an AlgorithmIdentifier's OID belongs to this format.
    bool (*claims)(const Oid& algorithm);
    /// Checks all limits before any arithmetic. Failures as PublicKey::fromSubjectPublicKeyInfo has them.
    Result<LoadedPublicKey> (*readPublic)(const KeyStructure& structure);
    Result<KeyHandle> (*readPrivate)(const KeyStructure& structure);
    Result<Bytes> (*writePublic)(const EVP_PKEY* key);
    Result<SecretBytes> (*writePrivate)(const EVP_PKEY* key);
};

extern const KeyFormat kRsaFormat;
extern const KeyFormat kEcFormat;
extern const KeyFormat kGost2015Format;
extern const KeyFormat kGost34310Format;

/// algorithm.unsupported when no format claims the OID.
Result<const KeyFormat*> keyFormat(const Oid& algorithm);
const KeyFormat& keyFormat(KeyAlgorithm algorithm);

} // namespace tanba::crypto
