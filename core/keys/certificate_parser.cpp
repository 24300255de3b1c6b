#include "core/keys/certificate_parser.h"

namespace tanba::keys {

namespace {

/// An INTEGER of more octets is no serial number; RFC 5280 4.1.2.2 asks for at most 20, old authorities
/// exceed it.
constexpr std::size_t kMaxSerial = 64;

enum class Version { V1 = 0, V2 = 1, V3 = 2 };

Failure malformed(std::string detail) {
    return fail(FailureCode::DerMalformed, {}, std::move(detail));
}

/// The octets of a BIT STRING. One that ends within an octet is no signature of any scheme, but its
/// certificate can still be looked at: its value is empty, which never verifies.
ByteView wholeOctets(ByteView bits) {
    const bool whole = !bits.empty() && bits.front() == 0;
    return whole ? bits.subspan(1) : ByteView();
}

Result<Version> readVersion(DerReader& tbs) {
    TANBA_TRY(const std::optional<DerElement> tagged, tbs.optional(der::contextConstructed(0)));
    if (!tagged)
        return Version::V1;
    DerReader inner(*tagged);
    TANBA_TRY(const std::int64_t number, inner.smallInteger());
    TANBA_CHECK(inner.end());
    if (number > 2)
        return malformed("certificate version");
    return static_cast<Version>(number);
}

Outcome readValidity(DerReader& tbs, CertificateFields& fields) {
    TANBA_TRY(DerReader validity, tbs.enter(der::kSequence));
    TANBA_TRY(fields.notBefore, validity.time());
    TANBA_TRY(fields.notAfter, validity.time());
    return validity.end();
}

Result<Name> readName(DerReader& tbs) {
    TANBA_TRY(const DerElement element, tbs.expect(der::kSequence));
    return Name::fromDer(element.encoded);
}

/// issuerUniqueID, subjectUniqueID, extensions.
Outcome readTail(DerReader& tbs, Version version, CertificateFields& fields) {
    for (const int unused : {1, 2}) {
        TANBA_TRY(const std::optional<DerElement> uniqueId, tbs.optional(der::context(unused)));
        if (uniqueId && version == Version::V1)
            return malformed("unique identifier in a v1 certificate");
    }
    TANBA_TRY(const std::optional<DerElement> tagged, tbs.optional(der::contextConstructed(3)));
    if (tagged) {
        if (version != Version::V3)
            return malformed("extensions in a certificate that is not v3");
        DerReader wrapper(*tagged);
        TANBA_TRY(DerReader sequence, wrapper.enter(der::kSequence));
        TANBA_CHECK(wrapper.end());
        TANBA_CHECK(readExtensions(sequence, fields));
    }
    return tbs.end();
}

Outcome readToBeSigned(const DerElement& element, CertificateFields& fields) {
    DerReader tbs(element);
    TANBA_TRY(const Version version, readVersion(tbs));
    TANBA_TRY(fields.serial, tbs.integer());
    if (fields.serial.size() > kMaxSerial)
        return malformed("serial number too long");
    TANBA_TRY(const DerElement algorithm, tbs.expect(der::kSequence));
    fields.innerSignatureAlgorithm = algorithm.encoded;
    TANBA_TRY(fields.issuer, readName(tbs));
    TANBA_CHECK(readValidity(tbs, fields));
    TANBA_TRY(fields.subject, readName(tbs));
    TANBA_TRY(const DerElement keyInfo, tbs.expect(der::kSequence));
    fields.subjectPublicKeyInfo = keyInfo.encoded;
    return readTail(tbs, version, fields);
}

} // namespace

Result<std::shared_ptr<const CertificateFields>> parseCertificate(ByteView der) {
    if (der.size() > kMaxCertificateSize)
        return malformed("certificate larger than 64 KiB");
    const auto fields = std::make_shared<CertificateFields>();
    fields->der.assign(der.begin(), der.end());

    DerReader outer(fields->der);
    TANBA_TRY(DerReader certificate, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const DerElement tbs, certificate.expect(der::kSequence));
    fields->toBeSigned = tbs.encoded;
    TANBA_TRY(const DerElement algorithm, certificate.expect(der::kSequence));
    fields->signatureAlgorithm = algorithm.encoded;
    DerReader algorithmReader(algorithm);
    TANBA_TRY(fields->signatureAlgorithmOid, algorithmReader.oid());
    TANBA_TRY(const DerElement signature, certificate.expect(der::kBitString));
    fields->signatureValue = wholeOctets(signature.content);
    TANBA_CHECK(certificate.end());
    TANBA_CHECK(readToBeSigned(tbs, *fields));
    return std::shared_ptr<const CertificateFields>(fields);
}

} // namespace tanba::keys
