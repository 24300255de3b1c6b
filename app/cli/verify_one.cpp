#include "app/cli/verify_one.h"

#include "core/trust/anchors.h"
#include "core/trust/crl.h"

#include <algorithm>
#include <array>
#include <exception>
#include <new>

namespace tanba::cli {

namespace {

constexpr std::array<std::string_view, 3> kDetachedEndings = {".p7s", ".cms", ".sig"};

bool contentIsMissing(const trust::Report& report) {
    return std::ranges::any_of(report.signatures, [](const trust::SignatureReport& signature) {
        return signature.integrity == sign::Integrity::ContentMissing;
    });
}

/// The document that lies beside its signature; empty when there is none.
std::string documentBeside(const std::string& name, FileStore& files) {
    for (const std::string_view ending : kDetachedEndings) {
        if (!name.ends_with(ending) || name.size() == ending.size())
            continue;
        std::string document = name.substr(0, name.size() - ending.size());
        const Result<FileStatus> status = files.status(document);
        if (status.ok() && status.value().kind == FileKind::Regular)
            return document;
    }
    return {};
}

Result<trust::Report> verifyWith(const trust::Verifier& verifier, const std::string& name,
                                 const std::string& content, Inputs& inputs, const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> input, inputs.open(name));
    std::unique_ptr<InputFile> original;
    if (!content.empty()) {
        TANBA_TRY(original, inputs.open(content));
    }
    return verifier.verify(name, *input, original.get(), control);
}

VerifiedFile verifyNamed(const trust::Verifier& verifier, const VerifyArguments& arguments,
                         const std::string& name, FileStore& files, const WorkControl& control) {
    Inputs inputs(files);
    VerifiedFile verified{verifyWith(verifier, name, arguments.content, inputs, control), arguments.content};
    if (!arguments.content.empty() || !verified.report.ok() || !contentIsMissing(verified.report.value()))
        return verified;
    const std::string beside = documentBeside(name, files);
    if (beside.empty())
        return verified;
    return {verifyWith(verifier, name, beside, inputs, control), beside};
}

} // namespace

Result<std::unique_ptr<trust::Verifier>> makeVerifier(const VerifyArguments& arguments, FileStore& files,
                                                      Time now, const std::string& version,
                                                      const WorkControl& control) {
    trust::Verifier::Settings settings;
    TANBA_TRY(settings.trust, trust::builtInTrust());
    if (!arguments.trustFolder.empty()) {
        TANBA_CHECK(trust::addTrustFolder(settings.trust, files, arguments.trustFolder));
    }
    if (!arguments.crlFolder.empty()) {
        TANBA_TRY(settings.crls, trust::readCrlFolder(files, arguments.crlFolder, control));
    }
    settings.now = now;
    settings.at = arguments.at;
    settings.programVersion = version;
    return std::make_unique<trust::Verifier>(std::move(settings));
}

VerifiedFile verifyOne(const trust::Verifier& verifier, const VerifyArguments& arguments,
                       const std::string& name, FileStore& files, const WorkControl& control) {
    if (control.cancelled())
        return {fail(FailureCode::Cancelled, name), {}};
    try {
        VerifiedFile verified = verifyNamed(verifier, arguments, name, files, control);
        if (verified.report.ok() || !verified.report.failure().subject.empty())
            return verified;
        Failure failure = verified.report.failure();
        failure.subject = name;
        return {failure, {}};
    } catch (const std::bad_alloc&) {
        return {fail(FailureCode::OutOfMemory, name), {}};
    } catch (const std::exception& error) {
        return {fail(FailureCode::Internal, name, error.what()), {}};
    }
}

} // namespace tanba::cli
