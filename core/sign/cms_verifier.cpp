#include "core/sign/cms_verifier.h"

#include "core/sign/cms_reading.h"

namespace tanba::sign {

Result<SignedContent> signedContentOf(const CmsSignedData& cms, InputFile* detachedContent,
                                      DigestSet moreDigests, ByteSink* copy, WorkMeter& meter) {
    if (cms.hasContent && detachedContent != nullptr)
        return fail(FailureCode::CmsContentTwice);
    SignedContent content;
    content.type = cms.contentType;
    if (cms.hasContent) {
        content.digests = cms.contentDigests;
        content.start = cms.contentStart;
    }
    if (detachedContent != nullptr) {
        moreDigests.merge(signerDigests(cms));
        // Content that is there has a digest, even when the signers name only unknown algorithms.
        moreDigests.insert(kComparison);
        TANBA_TRY(ContentRecord record, recordFile(*detachedContent, moreDigests, copy, UINT64_MAX, meter));
        content.digests = std::move(record.digests);
        content.start = std::move(record.start);
    }
    return content;
}

Result<SignedFile> verifyCms(InputFile& input, InputFile* detachedContent, const WorkControl& control) {
    WorkMeter meter(control, input.size() + (detachedContent != nullptr ? detachedContent->size() : 0));
    TANBA_TRY(CmsSignedData cms, readCmsWith(input, nullptr, {}, meter));
    if (cms.signers.empty())
        return fail(FailureCode::CmsNoSigners);
    TANBA_TRY(const SignedContent content, signedContentOf(cms, detachedContent, {}, nullptr, meter));

    SignedFile file;
    file.format = cms.hasContent ? Format::CmsAttached : Format::CmsDetached;
    file.certificates = certificatesOf(cms);
    for (const SignerInfo& signer : cms.signers) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        SignatureEvidence evidence = checkSigner(signer, content, file.certificates);
        evidence.format = file.format;
        file.signatures.push_back(std::move(evidence));
    }
    // A file on a disk is a document by name: short contents are not taken for a nonce.
    if (cms.hasContent)
        file.contentClass = classifyContent(cms.contentStart, true).contentClass;
    file.crls = std::move(cms.crls);
    file.ocspResponses = std::move(cms.ocspResponses);
    return file;
}

} // namespace tanba::sign
