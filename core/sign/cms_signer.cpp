#include "core/sign/cms_signer.h"

#include "core/sign/cms_oids.h"
#include "core/sign/cms_writer.h"
#include "core/sign/content_record.h"
#include "core/sign/large_content.h"
#include "core/sign/xml_signer.h"

namespace tanba::sign {
namespace {

Result<SignedDataFrame> signContent(keys::KeySession& session, crypto::SignatureScheme scheme,
                                    const crypto::Digest& contentDigest, Time signingTime,
                                    std::optional<std::uint64_t> attachedSize) {
    SignedDataParts parts;
    parts.contentType = Oid(oids::kData);
    parts.contentSize = attachedSize;
    parts.digestAlgorithms = {digestAlgorithmIdentifier(scheme.digest)};
    const ByteView certificate = session.certificate().der();
    parts.certificates = {Bytes(certificate.begin(), certificate.end())};
    TANBA_TRY(Bytes signerInfo,
              makeSignerInfo(session, scheme, parts.contentType, contentDigest, signingTime));
    parts.signerInfos = {std::move(signerInfo)};
    return frameSignedData(std::move(parts));
}

/// The bytes whose digest will be signed, once more.
Result<Bytes> readAgain(InputFile& content, const crypto::Digest& digest) {
    TANBA_CHECK(content.rewind());
    TANBA_TRY(Bytes whole, readAll(content, kMaxXmlSize));
    TANBA_TRY(const crypto::Digest again, crypto::digestOf(digest.algorithm, whole));
    if (again.bytes != digest.bytes)
        return fail(FailureCode::FileChangedMeanwhile);
    return whole;
}

/// The gate, for exactly what was hashed.
Outcome authorise(ContentClassifier& classifier, InputFile& content, const crypto::Digest& digest,
                  const CmsOptions& options, const WorkControl& control) {
    if (classifier.size() != content.size())
        return fail(FailureCode::FileChangedMeanwhile);
    TANBA_TRY(const Classification classification,
              classifier.finish(
                  options.hasDocumentName, [&] { return readAgain(content, digest); }, control));
    return authoriseSigning(classification, options.requester);
}

Outcome signDetached(keys::KeySession& session, crypto::SignatureScheme scheme, InputFile& content,
                     const CmsOptions& options, ByteSink& out, const WorkControl& control) {
    WorkMeter meter(control, content.size());
    ContentClassifier classifier(Look::Whole);
    TANBA_TRY(const ContentRecord record,
              recordFile(content, {scheme.digest}, &classifier, UINT64_MAX, meter));
    const crypto::Digest digest{scheme.digest, record.digests.at(scheme.digest)};
    TANBA_CHECK(authorise(classifier, content, digest, options, control));
    TANBA_TRY(const SignedDataFrame frame,
              signContent(session, scheme, digest, options.signingTime, std::nullopt));
    TANBA_CHECK(out.write(frame.head));
    return out.write(frame.tail);
}

/// A limit that was passed although the first reading stayed below it means that the file grew.
Failure asChanged(Failure failure) {
    if (failure.code == FailureCode::FileTooLarge)
        failure.code = FailureCode::FileChangedMeanwhile;
    return failure;
}

Outcome signAttached(keys::KeySession& session, crypto::SignatureScheme scheme, InputFile& content,
                     const CmsOptions& options, ByteSink& out, const WorkControl& control) {
    if (content.size() >= kMaxAttachedContent)
        return fail(FailureCode::CmsTooLarge);
    WorkMeter meter(control, 2 * content.size());
    ContentClassifier classifier(Look::Whole);
    auto first = recordFile(content, {scheme.digest, kComparison}, &classifier, content.size(), meter);
    if (!first.ok())
        return asChanged(first.failure());
    const ContentRecord& record = first.value();
    const crypto::Digest digest{scheme.digest, record.digests.at(scheme.digest)};
    TANBA_CHECK(authorise(classifier, content, digest, options, control));
    TANBA_TRY(const SignedDataFrame frame,
              signContent(session, scheme, digest, options.signingTime, record.size));

    TANBA_CHECK(out.write(frame.head));
    const auto copied = recordFile(content, {kComparison}, &out, record.size, meter);
    if (!copied.ok())
        return asChanged(copied.failure());
    if (copied.value().size != record.size ||
        copied.value().digests.at(kComparison) != record.digests.at(kComparison))
        return fail(FailureCode::FileChangedMeanwhile);
    return out.write(frame.tail);
}

} // namespace

Outcome signCms(keys::KeySession& session, InputFile& content, const CmsOptions& options, ByteSink& out,
                const WorkControl& control) {
    TANBA_TRY(const crypto::SignatureScheme scheme, signingScheme(session, options.digest));
    return options.content == CmsContent::Attached
               ? signAttached(session, scheme, content, options, out, control)
               : signDetached(session, scheme, content, options, out, control);
}

Result<Bytes> signCmsOverDigest(keys::KeySession& session, const crypto::Digest& contentDigest,
                                Time signingTime) {
    if (contentDigest.bytes.size() != crypto::digestRow(contentDigest.algorithm).size)
        return fail(FailureCode::DigestLengthWrong);
    TANBA_TRY(const crypto::SignatureScheme scheme, signingScheme(session, contentDigest.algorithm));
    TANBA_TRY(SignedDataFrame frame, signContent(session, scheme, contentDigest, signingTime, std::nullopt));
    append(frame.head, frame.tail);
    return std::move(frame.head);
}

} // namespace tanba::sign
