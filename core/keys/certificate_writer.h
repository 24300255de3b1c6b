#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"

#include <vector>

namespace tanba::keys {

/// What a new certificate is to say (RFC 5280 4.1); its parts are made by certificate_writer_fields.h.
struct CertificateDraft {
    Bytes issuer;     ///< DER Name
    Bytes subject;    ///< DER Name
    Time notBefore{}; ///< to the second
    Time notAfter{};
    std::vector<Bytes> extensions; ///< DER Extension elements in this order
};

/// X.509 v3 with a random serial of 159 bits, signed with the issuer key's natural digest. For authorities
/// that live in this process: the local web CA, the demonstration, tests.
/// @returns random.unavailable, algorithm.unsupported, certificate.malformed when the draft makes none.
Result<Certificate> writeCertificate(const CertificateDraft& draft, const crypto::PublicKey& subjectKey,
                                     const crypto::PrivateKey& issuerKey);

/// DER AlgorithmIdentifier of what signs with this key and its natural digest.
Result<Bytes> signatureAlgorithmOf(const crypto::PrivateKey& key);
/// The signature value that belongs to it, over `message`.
Result<Bytes> signNaturally(const crypto::PrivateKey& key, ByteView message);
/// A positive random serial number, 20 octets big-endian (RFC 5280 4.1.2.2).
Result<Bytes> randomSerial();

} // namespace tanba::keys
