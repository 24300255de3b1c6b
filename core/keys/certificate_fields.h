#pragma once

#include "core/keys/certificate.h"

#include <mutex>

namespace tanba::keys {

/// What the parser found. Every ByteView points into `der`, which never changes after parsing.
struct CertificateFields {
    Bytes der;
    ByteView toBeSigned;
    ByteView serial;
    /// AlgorithmIdentifier inside toBeSigned, and the one beside the signature.
    ByteView innerSignatureAlgorithm;
    ByteView signatureAlgorithm;
    Oid signatureAlgorithmOid;
    ByteView signatureValue;
    Name issuer;
    Name subject;
    Time notBefore{};
    Time notAfter{};
    ByteView subjectPublicKeyInfo;

    std::vector<Extension> extensions;
    std::optional<BasicConstraints> basicConstraints;
    /// Bit n is KeyUsageBit n.
    std::optional<std::uint16_t> keyUsage;
    std::vector<Oid> extendedKeyUsage;
    bool extendedKeyUsageCritical = false;
    Bytes subjectKeyId;
    Bytes authorityKeyId;
    std::vector<Oid> policies;
    Oid keyStorage;

    /// Decoded when first wanted: many certificates are only looked at, and the cost is OpenSSL's.
    mutable std::once_flag publicKeyOnce;
    mutable std::optional<Result<crypto::PublicKey>> publicKey;
};

} // namespace tanba::keys
