#include "core/sign/cms_signer.h"

#include "core/sign/cms_oids.h"
#include "core/sign/cms_timestamping.h"
#include "core/sign/cms_writer.h"
#include "core/sign/content_record.h"
#include "core/sign/large_content.h"

namespace tanba::sign {
namespace {

/// How the only signer of a new file signs.
struct NewSigner {
    keys::KeySession& session;
    crypto::SignatureScheme scheme;
    Time signingTime{};
    TimestampSource* timestamps = nullptr;
    const CancelToken* cancel = nullptr;
};

Result<SignedDataFrame> frameFor(const NewSigner& signer, const crypto::Digest& contentDigest,
                                 std::optional<std::uint64_t> attachedSize) {
    SignedDataParts parts;
    parts.contentType = Oid(oids::kData);
    parts.contentSize = attachedSize;
    parts.digestAlgorithms = {digestAlgorithmIdentifier(signer.scheme.digest)};
    const ByteView certificate = signer.session.certificate().der();
    parts.certificates = {Bytes(certificate.begin(), certificate.end())};
    TANBA_TRY(Bytes signerInfo, makeSignerInfo(signer.session, signer.scheme, parts.contentType,
                                               contentDigest, signer.signingTime));
    if (signer.timestamps != nullptr) {
        TANBA_TRY(signerInfo, stampedSignerInfo(std::move(signerInfo), *signer.timestamps, signer.cancel));
    }
    parts.signerInfos = {std::move(signerInfo)};
    return frameSignedData(std::move(parts));
}

/// The gate, for exactly what was hashed.
Outcome authorise(ContentClassifier& classifier, InputFile& content, const crypto::Digest& digest,
                  const CmsOptions& options, const WorkControl& control) {
    if (classifier.size() != content.size())
        return fail(FailureCode::FileChangedMeanwhile);
    SameContent again(content, digest);
    TANBA_TRY(const Classification classification,
              classifier.finish(options.hasDocumentName, again, control));
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
              frameFor({session, scheme, options.signingTime, options.timestamps, control.cancel}, digest,
                       std::nullopt));
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
              frameFor({session, scheme, options.signingTime, options.timestamps, control.cancel}, digest,
                       record.size));

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
    TANBA_TRY(SignedDataFrame frame, frameFor({session, scheme, signingTime}, contentDigest, std::nullopt));
    append(frame.head, frame.tail);
    return std::move(frame.head);
}

} // namespace tanba::sign
