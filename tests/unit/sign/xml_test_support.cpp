#include "tests/unit/sign/xml_test_support.h"

#include "core/base/encoding.h"

namespace tanba::test {

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        ADD_FAILURE() << codeText(result.failure().code) << " " << result.failure().subject << " "
                      << result.failure().detail;
        std::abort();
    }
    return std::move(result).value();
}

std::filesystem::path judgeFolder() {
    auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    exportIdentity(folder, "other", otherRsaPerson());
    exportIdentity(folder, "ec", ecPerson());
    writeFile(folder / "ca.crt", viewOf(toPem("CERTIFICATE", signingAuthority().certificate().der())));
    return folder;
}

} // namespace

std::string signedXml(const Identity& identity, std::string_view document, const std::string& elementId) {
    const auto session = sessionFor(identity);
    return std::string(asText(must(sign::signXml(*session, viewOf(document), {elementId}))));
}

std::string signOutcome(std::string_view document, const std::string& elementId) {
    const auto session = sessionFor(rsaPerson());
    return outcome(sign::signXml(*session, viewOf(document), {elementId}));
}

std::string verifyOutcome(std::string_view document) {
    return outcome(sign::verifyXml(viewOf(document)));
}

sign::SignedFile verifiedXml(std::string_view document) {
    return must(sign::verifyXml(viewOf(document)));
}

sign::SignatureEvidence onlyXmlSignature(std::string_view document) {
    auto file = verifiedXml(document);
    EXPECT_EQ(file.signatures.size(), 1U);
    return file.signatures.front();
}

std::string integrities(std::string_view document) {
    const auto file = sign::verifyXml(viewOf(document));
    if (!file.ok())
        return std::string(codeText(file.failure().code));
    std::string text;
    for (const auto& evidence : file.value().signatures)
        text += (text.empty() ? "" : " ") + std::string(sign::integrityName(evidence.integrity));
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t found = text.find(what);
    EXPECT_NE(found, std::string::npos) << what << " is not in " << text;
    return found == std::string::npos ? text : text.replace(found, what.size(), with);
}

std::string before(std::string_view text, std::string_view mark) {
    return std::string(text.substr(0, text.find(mark)));
}

std::string part(std::string_view text, std::string_view open, std::string_view close) {
    const std::size_t start = text.find(open);
    const std::size_t end = text.find(close, start);
    EXPECT_NE(end, std::string::npos) << open << " " << close;
    return std::string(text.substr(start, end + close.size() - start));
}

CommandResult xmlsecVerify(std::string_view document, const std::string& options) {
    const auto folder = judgeFolder();
    writeFile(folder / "signed.xml", viewOf(document));
    return runIn(folder, "xmlsec1 --verify " + options + " signed.xml");
}

std::string signedByXmlsec(std::string_view signatureTemplate, const std::string& options) {
    const auto folder = judgeFolder();
    writeFile(folder / "template.xml", viewOf(signatureTemplate));
    const auto result = runIn(folder, "xmlsec1 --sign --output signed.xml " + options + " template.xml");
    EXPECT_EQ(result.exitCode, 0) << result.output;
    return std::string(asText(fileContent(folder / "signed.xml")));
}

} // namespace tanba::test
