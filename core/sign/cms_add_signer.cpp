#include "core/base/der_reader.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_reading.h"
#include "core/sign/cms_signer.h"
#include "core/sign/cms_walk.h"
#include "core/sign/cms_writer.h"
#include "core/sign/large_content.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::sign {
namespace {

/// Copies the content of the second reading, and never more of it than the first reading saw.
class CopyingVisitor : public CmsContentVisitor {
  public:
    CopyingVisitor(ByteSink& out, ContentRecorder recorder, std::uint64_t expectedSize)
        : out_(out), recorder_(std::move(recorder)), room_(expectedSize) {}

    Outcome begin(const std::vector<Bytes>&) override { return Done{}; }
    Outcome content(ByteView piece) override {
        if (piece.size() > room_)
            return fail(FailureCode::FileChangedMeanwhile);
        room_ -= piece.size();
        recorder_.update(piece);
        return out_.write(piece);
    }
    ContentRecord finish() { return recorder_.finish(); }

  private:
    ByteSink& out_;
    ContentRecorder recorder_;
    std::uint64_t room_;
};

/// What cannot be read a second time was changed between the readings.
Failure asChanged(Failure failure) {
    if (codeText(failure.code).starts_with("cms."))
        failure.code = FailureCode::FileChangedMeanwhile;
    return failure;
}

Outcome copyContent(InputFile& existing, const CmsSignedData& cms, ByteSink& out, WorkMeter& meter) {
    TANBA_TRY(ContentRecorder recorder, ContentRecorder::create({kComparison}));
    CopyingVisitor visitor(out, std::move(recorder), cms.contentSize);
    const auto walked = walkCms(existing, visitor, meter);
    if (!walked.ok())
        return asChanged(walked.failure());
    const ContentRecord record = visitor.finish();
    if (record.size != cms.contentSize ||
        record.digests.at(kComparison) != cms.contentDigests.at(kComparison))
        return fail(FailureCode::FileChangedMeanwhile);
    return Done{};
}

/// The document that was searched, once more: the one inside, or the one beside. Its digest must be the same.
Result<Bytes> readAgain(InputFile& existing, InputFile* detachedContent, const SignedContent& content) {
    MemorySink whole;
    if (detachedContent != nullptr) {
        TANBA_CHECK(detachedContent->rewind());
        TANBA_TRY(whole.content, readAll(*detachedContent, kMaxXmlSize));
    } else {
        TANBA_CHECK(readCms(existing, &whole, {}));
    }
    TANBA_TRY(const crypto::Digest again, crypto::digestOf(kComparison, whole.content));
    if (again.bytes != content.digests.at(kComparison))
        return fail(FailureCode::FileChangedMeanwhile);
    return std::move(whole.content);
}

std::string gravest(const std::vector<Reason>& reasons) {
    const auto weight = [](const Reason& reason) { return reasonRow(reason.code).weight; };
    return std::string(reasonRow(std::ranges::max_element(reasons, {}, weight)->code).text);
}

Outcome checkPresentSigners(const CmsSignedData& cms, const SignedContent& content) {
    const std::vector<keys::Certificate> certificates = certificatesOf(cms);
    for (const SignerInfo& signer : cms.signers) {
        const SignatureEvidence evidence = checkSigner(signer, content, certificates);
        if (evidence.integrity == Integrity::ContentChanged)
            return fail(FailureCode::CmsContentOther);
        if (evidence.integrity != Integrity::Ok)
            return fail(FailureCode::SignatureWrong, {}, gravest(evidence.reasons));
    }
    return Done{};
}

bool namesDigest(const Bytes& algorithmIdentifier, std::string_view oid) {
    DerReader reader{ByteView(algorithmIdentifier)};
    auto inside = reader.enter(der::kSequence);
    if (!inside.ok())
        return false;
    const auto named = inside.value().oid();
    return named.ok() && named.value().dotted() == oid;
}

/// Everything that is there, and the new signer with what belongs to it.
SignedDataParts partsWith(const CmsSignedData& cms, Bytes signerInfo, const keys::Certificate& certificate,
                          crypto::DigestAlgorithm digest) {
    SignedDataParts parts;
    parts.version = cms.version;
    parts.contentType = cms.contentType;
    if (cms.hasContent)
        parts.contentSize = cms.contentSize;
    parts.digestAlgorithms = cms.digestAlgorithms;
    const std::string_view oid = crypto::digestRow(digest).oid;
    if (std::ranges::none_of(parts.digestAlgorithms,
                             [oid](const Bytes& each) { return namesDigest(each, oid); }))
        parts.digestAlgorithms.push_back(digestAlgorithmIdentifier(digest));
    parts.certificates = cms.certificates;
    const Bytes own(certificate.der().begin(), certificate.der().end());
    if (std::ranges::find(parts.certificates, own) == parts.certificates.end())
        parts.certificates.push_back(own);
    parts.revocationInfos = cms.crls;
    for (const Bytes& info : cms.otherRevocationInfos)
        parts.revocationInfos.push_back(info);
    for (const SignerInfo& signer : cms.signers)
        parts.signerInfos.push_back(signer.encoded);
    parts.signerInfos.push_back(std::move(signerInfo));
    return parts;
}

Outcome checkTakesSigner(const CmsSignedData& cms, const InputFile* detachedContent) {
    if (cms.signers.empty())
        return fail(FailureCode::CmsNoSigners);
    if (cms.signers.size() >= kMaxSigners)
        return fail(FailureCode::CmsTooManySigners);
    if (cms.contentType.dotted() != oids::kData)
        return fail(FailureCode::InputUnknownFormat, {}, cms.contentType.dotted());
    if (!cms.hasContent && detachedContent == nullptr)
        return fail(FailureCode::CmsContentMissing);
    if (cms.hasContent && cms.contentSize >= kMaxAttachedContent)
        return fail(FailureCode::CmsTooLarge);
    return Done{};
}

} // namespace

Outcome addCmsSigner(keys::KeySession& session, InputFile& existing, InputFile* detachedContent,
                     const CmsOptions& options, ByteSink& out, const WorkControl& control) {
    TANBA_TRY(const crypto::SignatureScheme scheme, signingScheme(session, options.digest));
    const std::uint64_t beside = detachedContent != nullptr ? detachedContent->size() : existing.size();
    WorkMeter meter(control, existing.size() + beside);
    ContentClassifier classifier(
        Look::Whole); // of the content inside or of the one beside: there is only one
    TANBA_TRY(const CmsSignedData cms, readCmsWith(existing, &classifier, {scheme.digest}, meter));
    TANBA_CHECK(checkTakesSigner(cms, detachedContent));
    TANBA_TRY(const SignedContent content,
              signedContentOf(cms, detachedContent, {scheme.digest}, &classifier, meter));
    TANBA_CHECK(checkPresentSigners(cms, content));
    if (detachedContent != nullptr && classifier.size() != detachedContent->size())
        return fail(FailureCode::FileChangedMeanwhile);
    const auto again = [&] { return readAgain(existing, detachedContent, content); };
    TANBA_TRY(const Classification classification,
              classifier.finish(options.hasDocumentName, again, control));
    TANBA_CHECK(authoriseSigning(classification, options.requester));

    const crypto::Digest digest{scheme.digest, content.digests.at(scheme.digest)};
    TANBA_TRY(Bytes signerInfo,
              makeSignerInfo(session, scheme, cms.contentType, digest, options.signingTime));
    const SignedDataFrame frame =
        frameSignedData(partsWith(cms, std::move(signerInfo), session.certificate(), scheme.digest));
    TANBA_CHECK(out.write(frame.head));
    if (cms.hasContent)
        TANBA_CHECK(copyContent(existing, cms, out, meter));
    return out.write(frame.tail);
}

} // namespace tanba::sign
