#include "core/sign/carried_certificates.h"

#include "core/sign/cms_reader.h"
#include "core/sign/xml_verifier.h"

#include <algorithm>

namespace tanba::sign {

namespace {

constexpr std::size_t kMaxCertificateFile = std::size_t{128} * 1024;
constexpr std::size_t kMaxXml = std::size_t{64} * 1024 * 1024;

void addOnce(std::vector<keys::Certificate>& certificates, const keys::Certificate& certificate) {
    if (std::ranges::find(certificates, certificate) == certificates.end())
        certificates.push_back(certificate);
}

Result<std::vector<keys::Certificate>> certificatesInXml(InputFile& input) {
    TANBA_TRY(const Bytes document, readAll(input, kMaxXml));
    TANBA_TRY(const SignedFile file, verifyXml(document));
    std::vector<keys::Certificate> certificates;
    for (const SignatureEvidence& signature : file.signatures)
        if (signature.signer)
            addOnce(certificates, *signature.signer);
    for (const keys::Certificate& certificate : file.certificates)
        addOnce(certificates, certificate);
    return certificates;
}

} // namespace

Result<std::vector<keys::Certificate>> carriedCertificates(InputFile& input, const WorkControl& control) {
    if (input.size() <= kMaxCertificateFile) {
        TANBA_TRY(const Bytes content, readAll(input, kMaxCertificateFile));
        auto certificate = keys::Certificate::fromAnyEncoding(content);
        if (certificate.ok())
            return std::vector{std::move(certificate).value()};
        TANBA_CHECK(input.rewind());
    }
    Bytes start(kContentStart);
    TANBA_TRY(const std::size_t got, input.read(start));
    start.resize(got);
    TANBA_CHECK(input.rewind());
    if (looksLikeXml(start))
        return certificatesInXml(input);
    if (!looksLikeCms(start))
        return fail(FailureCode::InputUnknownFormat);
    TANBA_TRY(const CmsSignedData cms, readCms(input, nullptr, control));
    return certificatesOf(cms);
}

} // namespace tanba::sign
