#include "core/sign/cms_rewriting.h"

#include "core/sign/cms_signer.h"
#include "core/sign/cms_walk.h"
#include "core/sign/content_record.h"

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
Failure asChangedFile(Failure failure) {
    if (codeText(failure.code).starts_with("cms."))
        failure.code = FailureCode::FileChangedMeanwhile;
    return failure;
}

Outcome copyContent(InputFile& existing, const CmsSignedData& cms, ByteSink& out, WorkMeter& meter) {
    TANBA_TRY(ContentRecorder recorder, ContentRecorder::create({kComparison}));
    CopyingVisitor visitor(out, std::move(recorder), cms.contentSize);
    const auto walked = walkCms(existing, visitor, meter);
    if (!walked.ok())
        return asChangedFile(walked.failure());
    const ContentRecord record = visitor.finish();
    if (record.size != cms.contentSize ||
        record.digests.at(kComparison) != cms.contentDigests.at(kComparison))
        return fail(FailureCode::FileChangedMeanwhile);
    return Done{};
}

} // namespace

Result<SignedDataParts> partsOf(const CmsSignedData& cms) {
    if (cms.hasContent && cms.contentSize >= kMaxAttachedContent)
        return fail(FailureCode::CmsTooLarge);
    SignedDataParts parts;
    parts.version = cms.version;
    parts.contentType = cms.contentType;
    if (cms.hasContent)
        parts.contentSize = cms.contentSize;
    parts.digestAlgorithms = cms.digestAlgorithms;
    parts.certificates = cms.certificates;
    parts.revocationInfos = cms.crls;
    for (const Bytes& info : cms.otherRevocationInfos)
        parts.revocationInfos.push_back(info);
    for (const SignerInfo& signer : cms.signers)
        parts.signerInfos.push_back(signer.encoded);
    return parts;
}

Outcome writeAgain(InputFile& existing, const CmsSignedData& cms, SignedDataParts parts, ByteSink& out,
                   WorkMeter& meter) {
    const SignedDataFrame frame = frameSignedData(std::move(parts));
    TANBA_CHECK(out.write(frame.head));
    if (cms.hasContent) {
        TANBA_CHECK(copyContent(existing, cms, out, meter));
    }
    return out.write(frame.tail);
}

} // namespace tanba::sign
