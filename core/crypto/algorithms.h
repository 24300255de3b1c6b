#pragma once

#include "core/base/oid.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tanba::crypto {

enum class DigestAlgorithm {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Streebog256,  ///< GOST 34.11-2015, 256 bits (RFC 6986)
    Streebog512,  ///< GOST 34.11-2015, 512 bits
    Gost34311_95, ///< GOST 34.311-95 with the test S-box (id-GostR3411-94-TestParamSet); old material only
};

enum class KeyAlgorithm {
    Rsa,
    Ec,           ///< ECDSA on P-256, P-384 or P-521
    Gost2015_512, ///< GOST 34.10-2015, 512 bits, parameter set A
    Gost34310,    ///< GOST 34.310-2004, parameter set A; verification of old material, keys of old files
};

/// What a signature value is made with: a kind of key and the digest under it.
/// RSA is PKCS#1 v1.5 throughout: no portal or program of this PKI uses another padding.
struct SignatureScheme {
    KeyAlgorithm key = KeyAlgorithm::Rsa;
    DigestAlgorithm digest = DigestAlgorithm::Sha256;
    friend bool operator==(const SignatureScheme&, const SignatureScheme&) = default;
};

/// One row a digest: names and object identifiers.
struct DigestRow {
    DigestAlgorithm algorithm;
    /// For command lines and JSON: "sha256", "streebog512".
    std::string_view name;
    std::size_t size; ///< bytes
    std::string_view oid;
};
const std::vector<DigestRow>& digestTable();
const DigestRow& digestRow(DigestAlgorithm algorithm);
std::optional<DigestAlgorithm> digestByOid(const Oid& oid);
std::optional<DigestAlgorithm> digestByName(std::string_view name);

/// One row a combined signature algorithm (key and digest in one OID), as certificates, CRLs and KZ
/// SignerInfos name it.
struct SignatureRow {
    SignatureScheme scheme;
    std::string_view name; ///< "gost2015-512", "rsa-sha256", "ecdsa-sha256"
    std::string_view oid;
    /// AlgorithmIdentifier.parameters when we write: NULL, or absent (ECDSA, RFC 5758).
    bool nullParameters;
};
const std::vector<SignatureRow>& signatureTable();
const SignatureRow* signatureRow(SignatureScheme scheme);
std::optional<SignatureScheme> schemeByOid(const Oid& oid);

std::string_view keyAlgorithmName(KeyAlgorithm algorithm);
/// The digest that belongs to a GOST key; SHA-256 for the others.
DigestAlgorithm naturalDigest(KeyAlgorithm algorithm);

} // namespace tanba::crypto
