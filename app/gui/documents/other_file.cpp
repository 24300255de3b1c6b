#include "app/gui/documents/other_file.h"

#include "app/gui/keys/key_work.h"
#include "core/keys/certificate.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

/// Certificate::fromDer() takes 64 KiB; PEM is a third longer.
constexpr std::size_t kMostCertificate = std::size_t{96} * 1024;
/// Programs that make PDF may put something before its mark (ISO 32000-1, annex H.3).
constexpr std::size_t kStart = 1024;
constexpr std::string_view kPdfMark = "%PDF-";
constexpr std::string_view kListMark = "-----BEGIN X509 CRL-----";
constexpr std::string_view kListEnding = ".crl";

std::string startOf(FileStore& files, const std::filesystem::path& path) {
    const auto opened = files.openForReading(path);
    if (!opened.ok())
        return {};
    std::array<std::uint8_t, kStart> start{};
    const auto count = opened.value()->read(start);
    return std::string(asText(ByteView(start).first(count.ok() ? count.value() : 0)));
}

} // namespace

OtherFile judgeOtherFile(FileStore& files, const std::filesystem::path& path) {
    const std::string start = startOf(files, path);
    if (start.find(kPdfMark) != std::string::npos)
        return OtherFile::Pdf;
    if (start.find(kListMark) != std::string::npos || path.extension() == kListEnding)
        return OtherFile::RevocationList;
    if (looksLikeKeyFile(files, path).ok())
        return OtherFile::Key;
    const auto content = readFile(files, path, kMostCertificate);
    if (content.ok() && keys::Certificate::fromAnyEncoding(content.value()).ok())
        return OtherFile::Certificate;
    return OtherFile::Unknown;
}

} // namespace tanba::gui
