#include "app/documents/signing_content.h"

#include "app/documents/encoding_sink.h"
#include "core/keys/kz_profile.h"
#include "core/sign/cms_reader.h"
#include "core/sign/cms_signer.h"
#include "core/sign/cms_walk.h"
#include "core/sign/large_content.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::documents {

namespace {

/// Larger CMS content is streamed, and searched for logins by core/sign while it is signed.
std::size_t heldLimit(SignFormat format) {
    switch (format) {
    case SignFormat::Xml:
        return sign::kMaxXmlSize;
    case SignFormat::Raw:
        return sign::kMaxRawSize;
    case SignFormat::Cms:
    case SignFormat::CmsDetached:
        break;
    }
    return sign::kMaxClassified;
}

/// Puts a file that fits into memory, so that exactly the classified bytes are signed.
Outcome hold(std::unique_ptr<InputFile>& file, Bytes& held, const std::string& name, std::size_t limit) {
    if (file->size() > limit)
        return Done{};
    auto content = readAll(*file, limit);
    if (!content.ok()) {
        Failure failure = content.failure();
        if (failure.code == FailureCode::FileTooLarge)
            failure.code = FailureCode::FileChangedMeanwhile;
        failure.subject = name;
        return failure;
    }
    held = std::move(content).value();
    file = std::make_unique<MemoryInput>(held);
    return Done{};
}

/// With an origin the content has to be a login, and which one is told before the password. Without one a
/// login is refused, at the latest by what makes the signature.
sign::Look lookOf(const SigningOrder& order) {
    return order.requester.verifiedOrigin ? sign::Look::Whole : sign::Look::Beginning;
}

/// The gate of core/sign.
Outcome authorise(const SigningOrder& order, const sign::Classification& classification,
                  const std::string& name) {
    Outcome allowed = sign::authoriseSigning(classification, order.requester);
    if (allowed.ok())
        return allowed;
    Failure failure = allowed.failure();
    if (failure.subject.empty())
        failure.subject = name;
    return failure;
}

class Opening {
  public:
    Opening(const SigningOrder& order, SigningContent& content, const WorkControl& control,
            const ContentCheck& check)
        : order_(order), content_(content), source_(content.source), control_(control), check_(check) {}

    Outcome run() {
        if (source_.existing)
            return openExisting();
        return order_.readyDigest ? openDigest() : openDocument();
    }

  private:
    Outcome openDigest();
    Outcome openDocument();
    Outcome openExisting();
    Result<sign::Classification> classify();
    Outcome checkHeld(ByteView held) const { return check_ ? check_(held) : Outcome(Done{}); }

    const SigningOrder& order_;
    SigningContent& content_;
    SigningSource& source_;
    const WorkControl& control_;
    const ContentCheck& check_;
};

/// Nobody can show what a digest stands for: the gate lets it through for listed origins only.
Outcome Opening::openDigest() {
    if (order_.format == SignFormat::Raw)
        return fail(FailureCode::RawWithDigest, source_.name);
    content_.classification.contentClass = sign::ContentClass::HashOnly;
    return authorise(order_, content_.classification, source_.name);
}

Result<sign::Classification> Opening::classify() {
    if (content_.held.empty())
        return sign::classifyFile(*source_.document, source_.hasDocumentName, lookOf(order_), control_);
    const sign::Classification found =
        sign::classifyContent(content_.held, source_.hasDocumentName, control_);
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    return found;
}

Outcome Opening::openDocument() {
    TANBA_CHECK(hold(source_.document, content_.held, source_.name, heldLimit(order_.format)));
    if (!source_.existing) {
        TANBA_CHECK(checkHeld(content_.held));
    }
    const bool held = !content_.held.empty();
    if (!held && order_.format == SignFormat::Xml)
        return fail(FailureCode::XmlTooLarge, source_.name);
    if (!held && order_.format == SignFormat::Raw)
        return fail(FailureCode::FileTooLarge, source_.name);
    if (order_.format == SignFormat::Raw) {
        TANBA_CHECK(sign::refuseForgingOracle(content_.held));
    }
    TANBA_TRY(content_.classification, classify());
    return authorise(order_, content_.classification, source_.name);
}

Outcome Opening::openExisting() {
    TANBA_CHECK(hold(source_.existing, content_.heldExisting, source_.existingName, sign::kMaxClassified));
    TANBA_CHECK(checkHeld(content_.heldExisting));
    sign::ContentClassifier inside(lookOf(order_));
    TANBA_TRY(const sign::CmsSignedData present, sign::readCms(*source_.existing, &inside, control_));
    // Who signed, not whoever is carried along.
    const std::vector<keys::Certificate> carried = sign::certificatesOf(present);
    for (const sign::SignerInfo& signer : present.signers) {
        const auto certificate = std::ranges::find_if(
            carried, [&signer](const auto& candidate) { return sign::identifies(signer, candidate); });
        if (certificate != carried.end())
            content_.presentSigners.push_back(keys::kzProfile(*certificate).owner.displayName());
    }
    if (!present.hasContent && !source_.document)
        return fail(FailureCode::CmsContentMissing, source_.existingName);
    if (source_.document)
        return openDocument();
    sign::CmsContentSource again(*source_.existing);
    TANBA_TRY(content_.classification, inside.finish(true, again, control_));
    return authorise(order_, content_.classification, source_.existingName);
}

Outcome signWhole(const Result<Bytes>& made, ByteSink& out) {
    return made.ok() ? out.write(made.value()) : Outcome(made.failure());
}

bool isCms(const SigningOrder& order) {
    return order.adding == Adding::ToExisting || order.format == SignFormat::Cms ||
           order.format == SignFormat::CmsDetached;
}

/// A wish that cannot be granted is a failure: nobody may believe that a stamp is there.
Outcome checkTimestamps(const SigningOrder& order, const SignatureSources& sources) {
    if (!order.timestamp)
        return Done{};
    if (!isCms(order))
        return fail(FailureCode::InputUnknownFormat, {},
                    "time stamp of " + std::string(formatName(order.format)));
    return sources.timestamps != nullptr ? Outcome(Done{}) : fail(FailureCode::NetworkOff);
}

Outcome signInFormat(const SigningOrder& order, const SignatureSources& sources, SigningContent& content,
                     ByteSink& out, const WorkControl& control) {
    InputFile* const document = content.source.document.get();
    keys::KeySession& session = sources.session;
    sign::CmsOptions options;
    options.signingTime = sources.now;
    options.timestamps = order.timestamp ? sources.timestamps : nullptr;
    options.requester = order.requester;
    options.hasDocumentName = content.source.hasDocumentName;
    if (content.source.existing)
        return sign::addCmsSigner(session, *content.source.existing, document, options, out, control);
    switch (order.format) {
    case SignFormat::Xml:
        return signWhole(sign::signXml(session, content.held, sign::XmlOptions{}, control), out);
    case SignFormat::Raw:
        return signWhole(sign::signRaw(session, *document, control), out);
    case SignFormat::CmsDetached:
        options.content = sign::CmsContent::Detached;
        break;
    case SignFormat::Cms:
        break;
    }
    return sign::signCms(session, *document, options, out, control);
}

} // namespace

Result<std::unique_ptr<SigningContent>> openForSigning(const SigningOrder& order, SigningSource source,
                                                       const WorkControl& control,
                                                       const ContentCheck& check) {
    auto content = std::make_unique<SigningContent>();
    content->source = std::move(source);
    TANBA_CHECK(Opening(order, *content, control, check).run());
    return content;
}

Outcome checkCertificate(const keys::Certificate& certificate, sign::ContentClass content, Time now,
                         IfExpired ifExpired) {
    if (ifExpired == IfExpired::Refuse && now > certificate.notAfter())
        return fail(FailureCode::CertificateExpired, {}, formatRfc3339(certificate.notAfter()));
    if (ifExpired == IfExpired::Refuse && now < certificate.notBefore())
        return fail(FailureCode::CertificateNotYetValid, {}, formatRfc3339(certificate.notBefore()));
    const keys::Purpose purpose = keys::purposeOf(certificate);
    const bool login = content == sign::ContentClass::Login;
    if (login ? !keys::permitsLogin(purpose) : !keys::permitsSigning(purpose))
        return fail(FailureCode::CertificateWrongPurpose, {}, std::string(keys::purposeName(purpose)));
    return Done{};
}

Outcome signContent(const SigningOrder& order, const SignatureSources& sources, SigningContent& content,
                    ByteSink& out, const WorkControl& control) {
    TANBA_CHECK(checkTimestamps(order, sources));
    TANBA_CHECK(checkCertificate(sources.session.certificate(), content.classification.contentClass,
                                 sources.now, order.ifExpired));
    EncodingSink encoded(out, order.encoding);
    TANBA_CHECK(signInFormat(order, sources, content, encoded, control));
    return encoded.finish();
}

} // namespace tanba::documents
