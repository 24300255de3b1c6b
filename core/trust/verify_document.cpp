#include "core/trust/verify_document.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/sign/cms_verifier.h"
#include "core/sign/xml_signer.h"
#include "core/sign/xml_verifier.h"
#include "core/trust/signature_judge.h"

#include <algorithm>

namespace tanba::trust {

namespace {

// Enough for a PEM heading and the first elements of a ContentInfo.
constexpr std::size_t kStart = 4096;

Result<Bytes> startOf(InputFile& input) {
    TANBA_CHECK(input.rewind());
    Bytes start(kStart);
    std::size_t filled = 0;
    while (filled < start.size()) {
        TANBA_TRY(const std::size_t count, input.read(std::span(start).subspan(filled)));
        if (count == 0)
            break;
        filled += count;
    }
    start.resize(filled);
    TANBA_CHECK(input.rewind());
    return start;
}

Result<sign::SignedFile> readXml(InputFile& input, const ReadSignedXml& read, const WorkControl& control) {
    if (input.size() > sign::kMaxXmlSize)
        return fail(FailureCode::XmlTooLarge);
    TANBA_TRY(const Bytes document, readAll(input, sign::kMaxXmlSize));
    return read(document, control);
}

Result<sign::SignedFile> readSigned(InputFile& input, InputFile* detachedContent, const ReadSignedXml& read,
                                    const WorkControl& control) {
    TANBA_TRY(const Bytes start, startOf(input));
    if (start.empty())
        return fail(FailureCode::InputEmpty);
    if (sign::looksLikeXml(start))
        return readXml(input, read, control);
    if (sign::looksLikeCms(start))
        return sign::verifyCms(input, detachedContent, control);
    return fail(FailureCode::InputUnknownFormat);
}

} // namespace

struct Verifier::State {
    explicit State(Settings settings)
        : times{settings.now, settings.at}, online(std::move(settings.online)),
          readXml(std::move(settings.readXml)), programVersion(std::move(settings.programVersion)),
          anchorSet(settings.trust.setId()),
          chains(settings.trust, std::move(settings.crls),
                 std::max(settings.now, settings.at.value_or(settings.now))) {}

    VerificationTimes times;
    std::shared_ptr<OnlineEvidence> online;
    ReadSignedXml readXml;
    std::string programVersion;
    std::string anchorSet;
    ChainJudge chains;
};

Verifier::Verifier(Settings settings) : state_(std::make_unique<State>(std::move(settings))) {}
Verifier::~Verifier() = default;

Result<Report> Verifier::verify(const std::string& name, InputFile& input, InputFile* detachedContent,
                                const WorkControl& control) const {
    TANBA_TRY(const sign::SignedFile file, readSigned(input, detachedContent, state_->readXml, control));
    TANBA_CHECK(input.rewind());
    TANBA_TRY(const crypto::Digest digest,
              crypto::digestOf(crypto::DigestAlgorithm::Sha256, input, WorkControl{control.cancel, nullptr}));

    Report report;
    report.inputName = name;
    report.inputSize = input.size();
    report.inputSha256 = toHex(digest.bytes);
    report.contentClass = file.contentClass;
    report.verifiedAt = state_->times.now;
    report.policy = state_->online ? kOnlinePolicyId : kPolicyId;
    report.anchorSet = state_->anchorSet;
    report.programVersion = state_->programVersion;
    const FileEvidence carried = FileEvidence::from(file.certificates, file.crls, file.ocspResponses);
    for (const sign::SignatureEvidence& evidence : file.signatures) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        report.signatures.push_back(judgeSignature(evidence, file, carried, state_->chains, state_->times,
                                                   {state_->online.get(), control.cancel}));
    }
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    report.verdict = worstOf(report.signatures);
    return report;
}

} // namespace tanba::trust
