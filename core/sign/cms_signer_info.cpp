#include "core/sign/cms_signer_info.h"

#include "core/base/der_reader.h"
#include "core/sign/cms_oids.h"

namespace tanba::sign {
namespace {

Bytes copyOf(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

struct AlgorithmIdentifier {
    Oid oid;
    Bytes encoded;
};

Result<AlgorithmIdentifier> algorithmIdentifier(DerReader& reader) {
    TANBA_TRY(const DerElement element, reader.expect(der::kSequence));
    DerReader inside(element);
    TANBA_TRY(Oid oid, inside.oid());
    if (!inside.atEnd())
        TANBA_CHECK(inside.any());
    TANBA_CHECK(inside.end());
    return AlgorithmIdentifier{std::move(oid), copyOf(element.encoded)};
}

Outcome readIdentifier(DerReader& reader, SignerInfo& signer) {
    TANBA_TRY(const auto keyId, reader.optional(der::context(0)));
    if (keyId) {
        signer.subjectKeyId = copyOf(keyId->content);
        return keyId->content.empty() ? Outcome(fail(FailureCode::CmsMalformed, {}, "subjectKeyIdentifier"))
                                      : Outcome(Done{});
    }
    TANBA_TRY(DerReader issuerAndSerial, reader.enter(der::kSequence));
    TANBA_TRY(const DerElement issuer, issuerAndSerial.expect(der::kSequence));
    TANBA_TRY(const ByteView serial, issuerAndSerial.integer());
    signer.issuerName = copyOf(issuer.encoded);
    signer.serial = copyOf(serial);
    return issuerAndSerial.end();
}

/// The value of id-aa-signatureTimeStampToken. A token in BER is handed on as it stands: it is read by
/// readCms().
Outcome readTimestamp(DerReader attribute, SignerInfo& signer) {
    TANBA_TRY(const DerElement values, attribute.expect(der::kSet));
    DerReader inside(values);
    const auto first = inside.any();
    signer.timestampToken = copyOf(first.ok() ? first.value().encoded : values.content);
    return Done{};
}

Outcome readUnsignedAttributes(const DerElement& set, SignerInfo& signer) {
    DerReader attributes(set);
    while (!attributes.atEnd()) {
        if (signer.unsignedAttributes.size() == kMaxCmsAttributes)
            return fail(FailureCode::CmsTooLarge, {}, "unsigned attributes");
        TANBA_TRY(const DerElement attribute, attributes.expect(der::kSequence));
        DerReader inside(attribute);
        TANBA_TRY(const Oid type, inside.oid());
        if (type.dotted() == oids::kSignatureTimestamp && signer.timestampToken.empty())
            TANBA_CHECK(readTimestamp(inside, signer));
        signer.unsignedAttributes.push_back(copyOf(attribute.encoded));
    }
    return Done{};
}

Outcome readFields(DerReader reader, SignerInfo& signer) {
    TANBA_TRY(DerReader fields, reader.enter(der::kSequence));
    TANBA_CHECK(reader.end());
    TANBA_TRY(const std::int64_t version, fields.smallInteger());
    // RFC 5652 5.3: 1 with issuer and serial, 3 with a key identifier; some programs confuse them.
    if (version != 1 && version != 3)
        return fail(FailureCode::CmsMalformed, {}, "SignerInfo version");
    TANBA_CHECK(readIdentifier(fields, signer));
    TANBA_TRY(AlgorithmIdentifier digest, algorithmIdentifier(fields));
    signer.digestAlgorithm = std::move(digest.oid);
    TANBA_TRY(const auto signedAttributes, fields.optional(der::contextConstructed(0)));
    if (signedAttributes) {
        // Signed is the encoding with the tag of a SET, not the implicit [0] that stands here (RFC 5652 5.4).
        signer.signedAttributes = copyOf(signedAttributes->encoded);
        signer.signedAttributes.front() = der::kSet;
    }
    TANBA_TRY(AlgorithmIdentifier signature, algorithmIdentifier(fields));
    signer.signatureAlgorithm = std::move(signature.oid);
    signer.signatureAlgorithmDer = std::move(signature.encoded);
    TANBA_TRY(const ByteView value, fields.octetString());
    signer.signature = copyOf(value);
    TANBA_TRY(const auto unsignedAttributes, fields.optional(der::contextConstructed(1)));
    if (unsignedAttributes)
        TANBA_CHECK(readUnsignedAttributes(*unsignedAttributes, signer));
    return fields.end();
}

} // namespace

Failure asCmsFailure(Failure failure) {
    if (failure.code == FailureCode::DerMalformed || failure.code == FailureCode::DerTooDeep)
        failure.code = FailureCode::CmsMalformed;
    return failure;
}

Result<SignerInfo> parseSignerInfo(Bytes encoded) {
    SignerInfo signer;
    signer.encoded = std::move(encoded);
    TANBA_CHECK(asCmsResult(readFields(DerReader{ByteView(signer.encoded)}, signer)));
    return signer;
}

bool identifies(const SignerInfo& signer, const keys::Certificate& certificate) {
    if (!signer.subjectKeyId.empty())
        return sameBytes(certificate.subjectKeyId(), signer.subjectKeyId);
    return sameBytes(certificate.issuer().der(), signer.issuerName) &&
           sameBytes(certificate.serial(), signer.serial);
}

} // namespace tanba::sign
