#include "core/trust/anchors.h"
#include "core/trust/folder_files.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

constexpr std::array<std::string_view, 4> kCertificateExtensions{".cer", ".crt", ".der", ".pem"};
constexpr std::size_t kMaxCertificateFile = 4 * 1024 * 1024;
constexpr std::size_t kMaxCertificates = 1024;

constexpr std::string_view kPemBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kPemEnd = "-----END CERTIFICATE-----";

/// The file's certificates, one in DER or bare base64, or every PEM block; what does not read is passed over.
std::vector<keys::Certificate> certificatesIn(ByteView content) {
    std::vector<keys::Certificate> found;
    const auto keep = [&](ByteView encoded) {
        auto certificate = keys::Certificate::fromAnyEncoding(encoded);
        if (certificate.ok())
            found.push_back(std::move(certificate).value());
    };
    const std::string_view text = asText(content);
    std::size_t begin = text.find(kPemBegin);
    if (begin == std::string_view::npos) {
        keep(content);
        return found;
    }
    while (begin != std::string_view::npos && found.size() < kMaxCertificates) {
        const std::size_t end = text.find(kPemEnd, begin);
        if (end == std::string_view::npos)
            break;
        const std::size_t after = end + kPemEnd.size();
        keep(content.subspan(begin, after - begin));
        begin = text.find(kPemBegin, after);
    }
    return found;
}

} // namespace

Outcome addTrustFolder(TrustStore& store, FileStore& files, const std::filesystem::path& folder) {
    const auto unusable = [&](std::string detail) {
        return fail(FailureCode::TrustFolderUnusable, folder.string(), std::move(detail));
    };
    auto paths = filesWithExtension(files, folder, kCertificateExtensions);
    if (!paths.ok())
        return unusable(std::string(codeText(paths.failure().code)));
    std::size_t read = 0;
    for (const std::filesystem::path& path : paths.value()) {
        const auto content = readFile(files, path, kMaxCertificateFile);
        if (!content.ok())
            continue;
        for (keys::Certificate& certificate : certificatesIn(content.value())) {
            ++read;
            if (store.yours.size() >= kMaxCertificates)
                return unusable("more than " + std::to_string(kMaxCertificates) + " certificates");
            if (std::ranges::find(store.yours, certificate) == store.yours.end())
                store.yours.push_back(std::move(certificate));
        }
    }
    if (read == 0)
        return unusable("no certificate in it");
    return Done{};
}

} // namespace tanba::trust
