#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/algorithms.h"
#include "core/crypto/public_key.h"
#include "core/keys/name.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::keys {

/// Bits of the keyUsage extension (RFC 5280 4.2.1.3).
enum class KeyUsageBit {
    DigitalSignature = 0,
    NonRepudiation = 1,
    KeyEncipherment = 2,
    DataEncipherment = 3,
    KeyAgreement = 4,
    KeyCertSign = 5,
    CrlSign = 6,
    EncipherOnly = 7,
    DecipherOnly = 8,
};

struct Extension {
    Oid type;
    bool critical = false;
    Bytes value; ///< content of extnValue
};

struct BasicConstraints {
    bool authority = false;
    std::optional<std::int64_t> pathLength;
};

struct CertificateFields;

/// An X.509 certificate as a value: parsed once, strictly, immutable, cheap to copy.
class Certificate {
  public:
    /// certificate.malformed when it is not DER X.509 v1-v3 or goes beyond 64 KiB or 64 extensions.
    static Result<Certificate> fromDer(ByteView der);
    /// DER, PEM or bare base64, as the authority's files come.
    static Result<Certificate> fromAnyEncoding(ByteView input);

    ByteView der() const;
    ByteView toBeSigned() const;
    const Name& subject() const;
    const Name& issuer() const;
    /// INTEGER content octets, as they stand.
    ByteView serial() const;
    /// Lower-case hex of the serial without a leading zero octet.
    std::string serialHex() const;
    Time notBefore() const;
    Time notAfter() const;
    ByteView subjectPublicKeyInfo() const;
    /// The key; algorithm.unsupported and the like when this program cannot use it.
    const Result<crypto::PublicKey>& publicKey() const;

    /// AlgorithmIdentifier of the signature, whole element.
    ByteView signatureAlgorithm() const;
    const Oid& signatureAlgorithmOid() const;
    ByteView signatureValue() const;
    /// signature.wrong unless `issuerKey` made this certificate's signature.
    Outcome verifySignedBy(const crypto::PublicKey& issuerKey) const;

    const std::vector<Extension>& extensions() const;
    const Extension* extension(const Oid& type) const;
    const std::optional<BasicConstraints>& basicConstraints() const;
    /// Absent extension: no value.
    std::optional<bool> keyUsage(KeyUsageBit bit) const;
    bool hasKeyUsage() const;
    const std::vector<Oid>& extendedKeyUsage() const;
    bool extendedKeyUsageCritical() const;
    ByteView subjectKeyId() const;   ///< empty when absent
    ByteView authorityKeyId() const; ///< keyIdentifier, empty when absent
    const std::vector<Oid>& policies() const;
    /// OID in the extension 1.2.398.3.3.5 (where the key is stored); empty when absent.
    const Oid& keyStorage() const;
    bool selfIssued() const { return subject() == issuer(); }

    /// SHA-256 over the DER, the fingerprint people compare.
    Bytes fingerprint() const;

    friend bool operator==(const Certificate& left, const Certificate& right) {
        return sameBytes(left.der(), right.der());
    }

  private:
    explicit Certificate(std::shared_ptr<const CertificateFields> fields);
    std::shared_ptr<const CertificateFields> fields_;
};

} // namespace tanba::keys
