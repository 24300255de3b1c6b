#include "app/gui/presence/opened_file.h"

#include "app/gui/keys/key_work.h"
#include "core/sign/cms_reader.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace tanba::gui {

namespace {

/// Certificate::fromDer() takes 64 KiB; PEM is a third longer.
constexpr std::size_t kMostCertificate = std::size_t{96} * 1024;

/// What a name promises, where the content says nothing.
struct EndingRow {
    std::string_view ending;
    OpenedFile::Kind kind;
};
constexpr std::array<EndingRow, 6> kEndings = {{
    {".p12", OpenedFile::Kind::Key},
    {".pfx", OpenedFile::Kind::Key},
    {".cms", OpenedFile::Kind::Signed},
    {".p7s", OpenedFile::Kind::Signed},
    {".p7m", OpenedFile::Kind::Signed},
    {".sig", OpenedFile::Kind::Signed},
}};

/// What a signature in an XML document cannot be without (XMLDSig core, 4.1).
constexpr std::string_view kXmlSignature = "http://www.w3.org/2000/09/xmldsig#";

OpenedFile::Kind kindByName(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto* const row = std::ranges::find(kEndings, ending, &EndingRow::ending);
    return row == kEndings.end() ? OpenedFile::Kind::Other : row->kind;
}

bool startsAsXml(std::string_view start) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (start.starts_with(kByteOrderMark))
        start.remove_prefix(kByteOrderMark.size());
    const std::size_t first = start.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && start[first] == '<';
}

/// Looks for the mark of a signature through the whole document: it mostly stands at its end.
bool holdsXmlSignature(InputFile& input, std::string window) {
    std::vector<std::uint8_t> buffer(kStreamBuffer);
    std::uint64_t seen = window.size();
    while (window.find(kXmlSignature) == std::string::npos) {
        const auto count = input.read(buffer);
        if (!count.ok() || count.value() == 0 || seen > sign::kMaxXmlSize)
            return false;
        seen += count.value();
        // The mark may lie across two pieces.
        if (window.size() > kXmlSignature.size())
            window.erase(0, window.size() - kXmlSignature.size());
        window += asText(ByteView(buffer).first(count.value()));
    }
    return true;
}

bool isSigned(FileStore& files, const std::filesystem::path& path) {
    const auto opened = files.openForReading(path);
    if (!opened.ok())
        return false;
    constexpr std::size_t kStart = 4096;
    std::array<std::uint8_t, kStart> buffer{};
    const auto count = opened.value()->read(buffer);
    if (!count.ok())
        return false;
    const ByteView start = ByteView(buffer).first(count.value());
    if (sign::looksLikeCms(start))
        return true;
    return startsAsXml(asText(start)) && holdsXmlSignature(*opened.value(), std::string(asText(start)));
}

} // namespace

OpenedFile judgeOpenedFile(FileStore& files, const std::filesystem::path& path) {
    if (looksLikeKeyFile(files, path).ok())
        return {path, OpenedFile::Kind::Key, std::nullopt};
    const Result<Bytes> content = readFile(files, path, kMostCertificate);
    if (content.ok()) {
        const auto certificate = keys::Certificate::fromAnyEncoding(content.value());
        if (certificate.ok())
            return {path, OpenedFile::Kind::Certificate, certificate.value()};
    }
    if (isSigned(files, path))
        return {path, OpenedFile::Kind::Signed, std::nullopt};
    return {path, kindByName(path), std::nullopt};
}

} // namespace tanba::gui
