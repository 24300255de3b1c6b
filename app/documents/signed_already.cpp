#include "app/documents/signed_already.h"

#include "app/documents/signing_format.h"
#include "core/sign/cms_reader.h"
#include "core/sign/xml_verifier.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

constexpr std::array kFormats = {SignFormat::Cms, SignFormat::CmsDetached, SignFormat::Xml, SignFormat::Raw};
/// No XML signature does without it, so that most documents need not be parsed.
constexpr std::string_view kSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";

bool isRegular(FileStore& files, const fs::path& path) {
    const Result<FileStatus> status = files.status(path);
    return status.ok() && status.value().kind == FileKind::Regular;
}

} // namespace

bool looksSigned(ByteView start) {
    return sign::looksLikeCms(start);
}

bool isSignedContent(ByteView content, const WorkControl& control) {
    if (sign::looksLikeXml(content))
        return asText(content).find(kSignatureNamespace) != std::string_view::npos &&
               sign::verifyXml(content, control).ok();
    if (!looksSigned(content.first(std::min(content.size(), sign::kContentStart))))
        return false;
    MemoryInput input(content);
    const Result<sign::CmsSignedData> cms = sign::readCms(input, nullptr, control);
    return cms.ok() && !cms.value().signers.empty();
}

FolderSignatures::FolderSignatures(const std::set<std::string>& names) {
    for (const std::string& name : names)
        for (const std::string& document : possibleDocuments(name))
            if (names.contains(document)) {
                signatures_.insert(name);
                byDocument_.emplace(document, name);
                break;
            }
}

std::string FolderSignatures::signatureOf(const std::string& name) const {
    const auto found = byDocument_.find(name);
    return found == byDocument_.end() ? std::string() : found->second;
}

fs::path signatureBeside(FileStore& files, const fs::path& document) {
    const std::string name = document.filename().string();
    for (const SignFormat format : kFormats) {
        const fs::path candidate = document.parent_path() / signedName(name, format);
        if (isRegular(files, candidate))
            return candidate;
    }
    const std::vector<std::string> documents = possibleDocuments(name);
    const bool isSignature = std::ranges::any_of(documents, [&](const std::string& beside) {
        return isRegular(files, document.parent_path() / beside);
    });
    return isSignature ? document : fs::path();
}

} // namespace tanba::documents
