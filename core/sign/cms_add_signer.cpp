#include "core/base/der_reader.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_reading.h"
#include "core/sign/cms_rewriting.h"
#include "core/sign/cms_signer.h"
#include "core/sign/cms_timestamping.h"
#include "core/sign/cms_walk.h"
#include "core/sign/cms_writer.h"
#include "core/sign/gravest_reason.h"
#include "core/sign/large_content.h"

#include <algorithm>

namespace tanba::sign {
namespace {

Outcome checkPresentSigners(const CmsSignedData& cms, const SignedContent& content) {
    const std::vector<keys::Certificate> certificates = certificatesOf(cms);
    for (const SignerInfo& signer : cms.signers) {
        const SignatureEvidence evidence = checkSigner(signer, content, certificates);
        if (evidence.integrity == Integrity::ContentChanged)
            return fail(FailureCode::CmsContentOther);
        if (evidence.integrity != Integrity::Ok)
            return fail(FailureCode::SignatureWrong, {}, gravestCode(evidence.reasons));
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
Result<SignedDataParts> partsWith(const CmsSignedData& cms, Bytes signerInfo,
                                  const keys::Certificate& certificate, crypto::DigestAlgorithm digest) {
    TANBA_TRY(SignedDataParts parts, partsOf(cms));
    const std::string_view oid = crypto::digestRow(digest).oid;
    if (std::ranges::none_of(parts.digestAlgorithms,
                             [oid](const Bytes& each) { return namesDigest(each, oid); }))
        parts.digestAlgorithms.push_back(digestAlgorithmIdentifier(digest));
    const Bytes own(certificate.der().begin(), certificate.der().end());
    if (std::ranges::find(parts.certificates, own) == parts.certificates.end())
        parts.certificates.push_back(own);
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
    CmsContentSource inside(existing);
    SameContent again(detachedContent != nullptr ? *detachedContent : inside,
                      {kComparison, content.digests.at(kComparison)});
    TANBA_TRY(const Classification classification,
              classifier.finish(options.hasDocumentName, again, control));
    TANBA_CHECK(authoriseSigning(classification, options.requester));

    const crypto::Digest digest{scheme.digest, content.digests.at(scheme.digest)};
    TANBA_TRY(Bytes signerInfo,
              makeSignerInfo(session, scheme, cms.contentType, digest, options.signingTime));
    if (options.timestamps != nullptr) {
        TANBA_TRY(signerInfo, stampedSignerInfo(std::move(signerInfo), *options.timestamps, control.cancel));
    }
    TANBA_TRY(SignedDataParts parts,
              partsWith(cms, std::move(signerInfo), session.certificate(), scheme.digest));
    return writeAgain(existing, cms, std::move(parts), out, meter);
}

} // namespace tanba::sign
