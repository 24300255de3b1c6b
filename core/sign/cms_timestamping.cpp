#include "core/sign/cms_timestamping.h"

#include "core/base/der_writer.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_reading.h"
#include "core/sign/cms_rewriting.h"
#include "core/sign/cms_signer_info.h"
#include "core/sign/gravest_reason.h"

#include <algorithm>
#include <array>

namespace tanba::sign {
namespace {

/// The signer's own digest, as the authority's programs ask for a stamp; those that are past their date make
/// way for SHA-256.
crypto::DigestAlgorithm imprintFor(const SignerInfo& signer) {
    constexpr std::array kPastDate{crypto::DigestAlgorithm::Sha1, crypto::DigestAlgorithm::Sha224};
    const auto own = crypto::digestByOid(signer.digestAlgorithm);
    const bool good = own && std::ranges::find(kPastDate, *own) == kPastDate.end();
    return good ? *own : crypto::DigestAlgorithm::Sha256;
}

/// The fields of a SignerInfo in front of its unsigned attributes, as they stand.
Result<Bytes> fieldsBefore(ByteView signerInfo) {
    DerReader reader(signerInfo);
    TANBA_TRY(DerReader inside, reader.enter(der::kSequence));
    Bytes fields;
    while (!inside.atEnd() && !inside.nextIs(der::contextConstructed(1))) {
        TANBA_TRY(const DerElement field, inside.any());
        append(fields, field.encoded);
    }
    return fields;
}

bool isMeant(const SignerInfo& signer, const StampingOptions& options) {
    return options.only == nullptr || identifies(signer, *options.only);
}

bool isToBeStamped(const SignerInfo& signer, const StampingOptions& options) {
    return isMeant(signer, options) &&
           (options.ifStamped == IfStamped::StampAgain || signer.timestampToken.empty());
}

/// A stamp beside a signature that does not hold would only hide that.
Outcome checkIntact(const SignerInfo& signer, const SignedContent& content,
                    const std::vector<keys::Certificate>& certificates) {
    const SignatureEvidence evidence = checkSigner(signer, content, certificates);
    if (evidence.integrity == Integrity::ContentChanged)
        return fail(FailureCode::CmsContentOther);
    if (evidence.integrity == Integrity::SignatureWrong)
        return fail(FailureCode::SignatureWrong, {}, gravestCode(evidence.reasons));
    return Done{};
}

/// The SignerInfos of the file, those that are asked for with their stamps.
Result<std::vector<Bytes>> stampedSigners(const CmsSignedData& cms, const SignedContent& content,
                                          TimestampSource& source, const StampingOptions& options,
                                          const CancelToken* cancel) {
    const std::vector<keys::Certificate> certificates = certificatesOf(cms);
    if (std::ranges::none_of(cms.signers, [&](const SignerInfo& signer) { return isMeant(signer, options); }))
        return fail(FailureCode::CmsNoSigners);
    for (const SignerInfo& signer : cms.signers)
        if (isToBeStamped(signer, options)) {
            TANBA_CHECK(checkIntact(signer, content, certificates));
        }
    std::vector<Bytes> signers;
    for (const SignerInfo& signer : cms.signers) {
        Bytes encoded = signer.encoded;
        if (isToBeStamped(signer, options)) {
            TANBA_TRY(encoded, stampedSignerInfo(std::move(encoded), source, cancel));
        }
        signers.push_back(std::move(encoded));
    }
    return signers;
}

} // namespace

Result<Bytes> stampedSignerInfo(Bytes signerInfo, TimestampSource& source, const CancelToken* cancel) {
    TANBA_TRY(const SignerInfo signer, parseSignerInfo(std::move(signerInfo)));
    if (signer.unsignedAttributes.size() >= kMaxCmsAttributes)
        return fail(FailureCode::CmsTooLarge, {}, "unsigned attributes");
    TANBA_TRY(const Bytes fields, asCmsResult(fieldsBefore(signer.encoded)));
    TANBA_TRY(const Bytes token, source.stamp(signer.signature, imprintFor(signer), cancel));
    std::vector<Bytes> attributes = signer.unsignedAttributes;
    attributes.push_back(der::sequence({der::oid(Oid(oids::kSignatureTimestamp)), der::setOf({token})}));
    Bytes unsignedAttributes = der::setOf(std::move(attributes));
    unsignedAttributes.front() = der::contextConstructed(1);
    return der::sequence({fields, unsignedAttributes});
}

Outcome addTimestamps(InputFile& cms, TimestampSource& source, const StampingOptions& options, ByteSink& out,
                      const WorkControl& control) {
    WorkMeter meter(control, 2 * cms.size());
    TANBA_TRY(const CmsSignedData read, readCmsWith(cms, nullptr, {}, meter));
    TANBA_TRY(SignedDataParts parts, partsOf(read));
    TANBA_TRY(const SignedContent content, signedContentOf(read, nullptr, {}, nullptr, meter));
    TANBA_TRY(parts.signerInfos, stampedSigners(read, content, source, options, control.cancel));
    return writeAgain(cms, read, std::move(parts), out, meter);
}

Result<Bytes> addTimestamps(ByteView cms, TimestampSource& source, const StampingOptions& options,
                            const CancelToken* cancel) {
    MemoryInput input(cms);
    MemorySink out;
    TANBA_CHECK(addTimestamps(input, source, options, out, WorkControl{cancel, nullptr}));
    return std::move(out.content);
}

} // namespace tanba::sign
