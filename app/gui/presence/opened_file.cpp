#include "app/gui/presence/opened_file.h"

#include "app/gui/keys/key_work.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace tanba::gui {

namespace {

/// Certificate::fromDer() takes 64 KiB; PEM is a third longer.
constexpr std::size_t kMostCertificate = std::size_t{96} * 1024;
constexpr std::array<std::string_view, 2> kKeyEndings = {".p12", ".pfx"};

bool namedAsKey(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return std::ranges::find(kKeyEndings, ending) != kKeyEndings.end();
}

} // namespace

OpenedFile judgeOpenedFile(FileStore& files, const std::filesystem::path& path) {
    if (namedAsKey(path) || looksLikeKeyFile(files, path).ok())
        return {path, OpenedFile::Kind::Key, std::nullopt};
    const Result<Bytes> content = readFile(files, path, kMostCertificate);
    if (content.ok()) {
        const auto certificate = keys::Certificate::fromAnyEncoding(content.value());
        if (certificate.ok())
            return {path, OpenedFile::Kind::Certificate, certificate.value()};
    }
    return {path, OpenedFile::Kind::Other, std::nullopt};
}

} // namespace tanba::gui
