#pragma once

#include "core/crypto/algorithms.h"

#include <nettle/nettle-meta.h>

#include <cstddef>

struct ecc_curve;

namespace tanba::crypto::gost {

/// How the scalar stands in the privateKey of a PrivateKeyInfo.
enum class ScalarForm {
    LittleEndianOctets, ///< OCTET STRING of fixed length
    BigEndianInteger,   ///< INTEGER
};

/// A hash function as OpenSSL sees it.
struct DigestKind {
    DigestAlgorithm algorithm;
    /// The name under which the object identifier is registered.
    const char* name;
    const char* oid;
    /// All names for the provider's table. OpenSSL asks by any of them, depending on the function.
    const char* names;
    const nettle_hash* function;
};

/// A key algorithm with its only accepted parameter set.
struct KeyKind {
    KeyAlgorithm algorithm;
    const char* name;
    const char* oid;
    const char* names;
    const char* parameterSetOid;
    /// Second OID of the key's parameters: the hash, or for 34.310 the parameters of the hash.
    const char* hashOid;
    const char* signatureName;
    const char* signatureOid;
    const DigestKind& digest;
    const ecc_curve* (*curve)();
    /// Bytes of a coordinate, of a scalar and of either half of a signature.
    std::size_t size;
    ScalarForm scalarForm;
};

extern const DigestKind kStreebog256;
extern const DigestKind kStreebog512;
extern const DigestKind kGost34311_95;
inline constexpr const DigestKind* kDigestKinds[] = {&kStreebog256, &kStreebog512, &kGost34311_95};

extern const KeyKind kGost2015_512;
extern const KeyKind kGost34310;
inline constexpr const KeyKind* kKeyKinds[] = {&kGost2015_512, &kGost34310};

/// Nothing for RSA and EC.
const KeyKind* keyKind(KeyAlgorithm algorithm);

} // namespace tanba::crypto::gost
