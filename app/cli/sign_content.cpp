#include "app/cli/sign_content.h"

#include "app/cli/encoding_sink.h"
#include "core/base/encoding.h"
#include "core/sign/cms_reader.h"
#include "core/sign/cms_signer.h"
#include "core/sign/large_content.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

namespace tanba::cli {

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

Result<sign::SigningRequester> requesterOf(const SignArguments& arguments) {
    sign::SigningRequester requester;
    if (arguments.loginOrigin) {
        TANBA_TRY(requester.verifiedOrigin, sign::normaliseOrigin(*arguments.loginOrigin));
    }
    return requester;
}

/// Standard input has no document's name: a short nonce is then a login challenge.
bool hasDocumentName(const std::string& name) {
    return name != kStandardInput;
}

/// With an origin the content has to be a login, and which one is told before the password. Without one a
/// login is refused, at the latest by what makes the signature.
sign::Look lookOf(const SignArguments& arguments) {
    return arguments.loginOrigin ? sign::Look::Whole : sign::Look::Beginning;
}

/// The gate of core/sign.
Outcome authorise(const SignArguments& arguments, const sign::Classification& classification,
                  const std::string& name) {
    TANBA_TRY(const sign::SigningRequester requester, requesterOf(arguments));
    Outcome allowed = sign::authoriseSigning(classification, requester);
    if (allowed.ok())
        return allowed;
    Failure failure = allowed.failure();
    if (failure.subject.empty())
        failure.subject = name;
    return failure;
}

/// Nobody can show what a digest stands for: the gate lets it through for listed origins only, and the
/// command line has none.
Outcome openDigest(const SignArguments& arguments, SignContent& content, const std::string& name) {
    if (arguments.format == SignFormat::Raw)
        return fail(FailureCode::RawWithDigest, name);
    content.classification.contentClass = sign::ContentClass::HashOnly;
    return authorise(arguments, content.classification, name);
}

Outcome openDocument(const SignArguments& arguments, SignContent& content, const std::string& name,
                     const WorkControl& control) {
    TANBA_CHECK(hold(content.document, content.held, name, heldLimit(arguments.format)));
    const bool held = !content.held.empty();
    if (!held && arguments.format == SignFormat::Xml)
        return fail(FailureCode::XmlTooLarge, name);
    if (!held && arguments.format == SignFormat::Raw)
        return fail(FailureCode::FileTooLarge, name);
    if (arguments.format == SignFormat::Raw) {
        TANBA_CHECK(sign::refuseForgingOracle(content.held));
    }
    const bool hasName = hasDocumentName(name);
    if (held) {
        content.classification = sign::classifyContent(content.held, hasName, control);
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
    } else {
        TANBA_TRY(content.classification,
                  sign::classifyFile(*content.document, hasName, lookOf(arguments), control));
    }
    return authorise(arguments, content.classification, name);
}

Outcome openExisting(const SignArguments& arguments, const SignJob& job, SignContent& content,
                     const WorkControl& control) {
    TANBA_CHECK(hold(content.existing, content.heldExisting, arguments.addTo, sign::kMaxClassified));
    sign::ContentClassifier inside(lookOf(arguments));
    TANBA_TRY(const sign::CmsSignedData present, sign::readCms(*content.existing, &inside, control));
    for (const Bytes& der : present.certificates) {
        const Result<keys::Certificate> certificate = keys::Certificate::fromDer(der);
        if (certificate.ok())
            content.presentSigners.push_back(keys::kzProfile(certificate.value()).owner.displayName());
    }
    if (!present.hasContent && !content.document)
        return fail(FailureCode::CmsContentMissing, arguments.addTo);
    if (content.document)
        return openDocument(arguments, content, *job.input, control);
    const auto readAgain = [&]() -> Result<Bytes> {
        MemorySink whole;
        TANBA_CHECK(sign::readCms(*content.existing, &whole, control));
        return std::move(whole.content);
    };
    TANBA_TRY(content.classification, inside.finish(true, readAgain, control));
    return authorise(arguments, content.classification, arguments.addTo);
}

Outcome signWhole(const Result<Bytes>& made, ByteSink& out) {
    return made.ok() ? out.write(made.value()) : Outcome(made.failure());
}

Outcome signInFormat(const SignArguments& arguments, keys::KeySession& session, SignContent& content,
                     Time now, ByteSink& out, const WorkControl& control) {
    sign::CmsOptions options;
    options.signingTime = now;
    TANBA_TRY(options.requester, requesterOf(arguments));
    options.hasDocumentName = content.hasDocumentName;
    if (content.existing)
        return sign::addCmsSigner(session, *content.existing, content.document.get(), options, out, control);
    switch (arguments.format) {
    case SignFormat::Xml:
        return signWhole(sign::signXml(session, content.held, sign::XmlOptions{}, control), out);
    case SignFormat::Raw:
        return signWhole(sign::signRaw(session, *content.document, control), out);
    case SignFormat::CmsDetached:
        options.content = sign::CmsContent::Detached;
        break;
    case SignFormat::Cms:
        break;
    }
    return sign::signCms(session, *content.document, options, out, control);
}

} // namespace

Result<std::unique_ptr<SignContent>> openForSigning(const SignArguments& arguments, const SignJob& job,
                                                    Inputs& inputs, const WorkControl& control) {
    auto content = std::make_unique<SignContent>();
    if (job.input) {
        content->hasDocumentName = hasDocumentName(*job.input);
        TANBA_TRY(content->document, inputs.open(*job.input));
    }
    if (!arguments.addTo.empty()) {
        TANBA_TRY(content->existing, inputs.open(arguments.addTo));
        TANBA_CHECK(openExisting(arguments, job, *content, control));
    } else if (arguments.digest) {
        TANBA_CHECK(openDigest(arguments, *content, *job.input));
    } else {
        TANBA_CHECK(openDocument(arguments, *content, *job.input, control));
    }
    return content;
}

Outcome checkCertificate(const keys::Certificate& certificate, const SignContent& content, Time now,
                         bool allowExpired) {
    if (!allowExpired && now > certificate.notAfter())
        return fail(FailureCode::CertificateExpired, {}, formatRfc3339(certificate.notAfter()));
    if (!allowExpired && now < certificate.notBefore())
        return fail(FailureCode::CertificateNotYetValid, {}, formatRfc3339(certificate.notBefore()));
    const keys::Purpose purpose = keys::purposeOf(certificate);
    const bool login = content.classification.contentClass == sign::ContentClass::Login;
    if (login ? !keys::permitsLogin(purpose) : !keys::permitsSigning(purpose))
        return fail(FailureCode::CertificateWrongPurpose, {}, std::string(keys::purposeName(purpose)));
    return Done{};
}

Outcome signContent(const SignArguments& arguments, keys::KeySession& session, SignContent& content, Time now,
                    ByteSink& out, const WorkControl& control) {
    EncodingSink encoded(out, arguments.encoding);
    TANBA_CHECK(signInFormat(arguments, session, content, now, encoded, control));
    return encoded.finish();
}

} // namespace tanba::cli
