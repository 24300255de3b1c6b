#include "core/sign/cms_writer.h"

#include "core/base/der_writer.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_signing_certificate.h"

namespace tanba::sign {
namespace {

/// The same element under an implicit tag (X.690 8.14): only the identifier octet differs.
Bytes retagged(Bytes element, std::uint8_t tag) {
    element.front() = tag;
    return element;
}

Bytes attribute(std::string_view type, const Bytes& value) {
    return der::sequence({der::oid(Oid(type)), der::setOf({value})});
}

Bytes algorithmIdentifier(std::string_view oid, bool nullParameters) {
    return nullParameters ? der::sequence({der::oid(Oid(oid)), der::null()})
                          : der::sequence({der::oid(Oid(oid))});
}

Result<Bytes> signedAttributes(const keys::Certificate& certificate, const Oid& contentType,
                               const crypto::Digest& contentDigest, Time signingTime) {
    TANBA_TRY(const Bytes signingCertificate, signingCertificateV2(certificate));
    return der::setOf({
        attribute(oids::kContentType, der::oid(contentType)),
        attribute(oids::kSigningTime, der::time(signingTime)),
        attribute(oids::kSigningCertificateV2, signingCertificate),
        attribute(oids::kMessageDigest, der::octetString(contentDigest.bytes)),
    });
}

Bytes optionalSet(std::vector<Bytes> elements, std::uint8_t tag) {
    return elements.empty() ? Bytes{} : retagged(der::setOf(std::move(elements)), tag);
}

} // namespace

SignedDataFrame frameSignedData(SignedDataParts parts) {
    SignedDataFrame frame;
    append(frame.tail, optionalSet(std::move(parts.certificates), der::contextConstructed(0)));
    append(frame.tail, optionalSet(std::move(parts.revocationInfos), der::contextConstructed(1)));
    append(frame.tail, der::setOf(std::move(parts.signerInfos)));

    // From the inside to the outside: each header counts what stands inside it, the content included.
    const std::uint64_t content = parts.contentSize.value_or(0);
    Bytes& head = frame.head;
    const auto wrap = [&head](std::uint8_t tag, const Bytes& before, std::uint64_t behind) {
        Bytes inside = before;
        append(inside, head);
        head = der::header(tag, inside.size() + behind);
        append(head, inside);
    };
    if (parts.contentSize) {
        head = der::header(der::kOctetString, content);
        wrap(der::contextConstructed(0), {}, content);
    }
    wrap(der::kSequence, der::oid(parts.contentType), content);
    Bytes start = der::integer(static_cast<std::uint64_t>(parts.version));
    append(start, der::setOf(std::move(parts.digestAlgorithms)));
    wrap(der::kSequence, start, content + frame.tail.size());
    wrap(der::contextConstructed(0), {}, content + frame.tail.size());
    wrap(der::kSequence, der::oid(Oid(oids::kSignedData)), content + frame.tail.size());
    return frame;
}

Bytes digestAlgorithmIdentifier(crypto::DigestAlgorithm algorithm) {
    return algorithmIdentifier(crypto::digestRow(algorithm).oid, true);
}

Result<crypto::SignatureScheme> signingScheme(const keys::KeySession& session,
                                              std::optional<crypto::DigestAlgorithm> digest) {
    TANBA_TRY(const crypto::PublicKey key, session.certificate().publicKey());
    const crypto::SignatureScheme scheme{key.algorithm(),
                                         digest.value_or(crypto::naturalDigest(key.algorithm()))};
    const std::string name(crypto::digestRow(scheme.digest).name);
    if (scheme.digest == crypto::DigestAlgorithm::Sha1)
        return fail(FailureCode::AlgorithmForbidden, name);
    if (crypto::signatureRow(scheme) == nullptr)
        return fail(FailureCode::AlgorithmUnsupported, name,
                    std::string(crypto::keyAlgorithmName(scheme.key)));
    return scheme;
}

Result<Bytes> makeSignerInfo(keys::KeySession& session, crypto::SignatureScheme scheme,
                             const Oid& contentType, const crypto::Digest& contentDigest, Time signingTime) {
    const keys::Certificate& certificate = session.certificate();
    TANBA_TRY(const Bytes attributes, signedAttributes(certificate, contentType, contentDigest, signingTime));
    TANBA_TRY(const crypto::Digest toSign, crypto::digestOf(scheme.digest, attributes));
    TANBA_TRY(const Bytes signature, keys::signChecked(session, toSign));
    const crypto::SignatureRow& row = *crypto::signatureRow(scheme);
    return der::sequence({
        der::integer(1),
        der::sequence({certificate.issuer().der(), der::element(der::kInteger, certificate.serial())}),
        digestAlgorithmIdentifier(scheme.digest),
        retagged(attributes, der::contextConstructed(0)),
        algorithmIdentifier(row.oid, row.nullParameters),
        der::octetString(signature),
    });
}

} // namespace tanba::sign
