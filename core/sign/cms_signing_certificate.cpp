#include "core/sign/cms_signing_certificate.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/digest.h"

#include <optional>

namespace tanba::sign {
namespace {

/// ESSCertID and ESSCertIDv2 in one form.
struct CertificateId {
    std::optional<crypto::DigestAlgorithm> digest;
    ByteView hash;
    std::optional<DerReader> issuerSerial;
};

Result<CertificateId> readCertificateId(SigningCertificateVersion version, ByteView value) {
    DerReader reader(value);
    TANBA_TRY(DerReader signingCertificate, reader.enter(der::kSequence));
    TANBA_TRY(DerReader certificateIds, signingCertificate.enter(der::kSequence));
    TANBA_TRY(DerReader fields, certificateIds.enter(der::kSequence));
    CertificateId id;
    id.digest = version == SigningCertificateVersion::V1 ? crypto::DigestAlgorithm::Sha1
                                                         : crypto::DigestAlgorithm::Sha256;
    if (version == SigningCertificateVersion::V2 && fields.nextIs(der::kSequence)) {
        TANBA_TRY(DerReader algorithm, fields.enter(der::kSequence));
        TANBA_TRY(const Oid oid, algorithm.oid());
        id.digest = crypto::digestByOid(oid);
    }
    TANBA_TRY(id.hash, fields.octetString());
    if (fields.nextIs(der::kSequence)) {
        TANBA_TRY(DerReader issuerSerial, fields.enter(der::kSequence));
        id.issuerSerial = issuerSerial;
    }
    TANBA_CHECK(fields.end());
    return id;
}

/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }
Result<bool> issuerSerialMatches(DerReader issuerSerial, const keys::Certificate& certificate) {
    TANBA_TRY(DerReader names, issuerSerial.enter(der::kSequence));
    TANBA_TRY(DerReader directoryName, names.enter(der::contextConstructed(4)));
    TANBA_TRY(const DerElement issuer, directoryName.expect(der::kSequence));
    TANBA_TRY(const ByteView serial, issuerSerial.integer());
    return sameBytes(issuer.encoded, certificate.issuer().der()) && sameBytes(serial, certificate.serial());
}

} // namespace

SigningCertificateMatch matchSigningCertificate(SigningCertificateVersion version, ByteView value,
                                                const keys::Certificate& certificate) {
    const auto id = readCertificateId(version, value);
    if (!id.ok())
        return SigningCertificateMatch::Other;
    if (!id.value().digest)
        return SigningCertificateMatch::UnknownDigest;
    const auto digest = crypto::digestOf(*id.value().digest, certificate.der());
    if (!digest.ok() || !sameBytes(digest.value().bytes, id.value().hash))
        return SigningCertificateMatch::Other;
    if (id.value().issuerSerial) {
        const auto matches = issuerSerialMatches(*id.value().issuerSerial, certificate);
        if (!matches.ok() || !matches.value())
            return SigningCertificateMatch::Other;
    }
    return SigningCertificateMatch::Same;
}

Result<Bytes> signingCertificateV2(const keys::Certificate& certificate) {
    TANBA_TRY(const crypto::Digest hash,
              crypto::digestOf(crypto::DigestAlgorithm::Sha256, certificate.der()));
    return der::sequence({der::sequence({der::sequence({der::octetString(hash.bytes)})})});
}

} // namespace tanba::sign
