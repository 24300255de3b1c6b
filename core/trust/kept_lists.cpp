#include "core/trust/kept_lists.h"

#include "core/base/encoding.h"
#include "core/base/safe_write.h"
#include "core/crypto/digest.h"
#include "core/trust/folder_files.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tanba::trust {

namespace {

constexpr std::array<std::string_view, 1> kExtensions{".crl"};

} // namespace

/// Names tell nothing of the address, which may hold anything, and differ for the keys of different issuers.
Result<std::filesystem::path> KeptLists::pathFor(const std::string& address,
                                                 const crypto::PublicKey& issuerKey) const {
    TANBA_TRY(crypto::Hasher hasher, crypto::Hasher::create(crypto::DigestAlgorithm::Sha256));
    hasher.update(issuerKey.subjectPublicKeyInfo());
    hasher.update(viewOf(address));
    return folder_ / (toHex(hasher.finish().bytes) + std::string(kExtensions.front()));
}

std::optional<Crl> KeptLists::find(const std::string& address, const crypto::PublicKey& issuerKey,
                                   const WorkControl& control) const {
    if (folder_.empty())
        return std::nullopt;
    const auto path = pathFor(address, issuerKey);
    if (!path.ok())
        return std::nullopt;
    const auto file = files_.openForReading(path.value());
    if (!file.ok())
        return std::nullopt;
    auto list = Crl::read(*file.value(), control);
    if (!list.ok() || !list.value().verifySignedBy(issuerKey).ok())
        return std::nullopt;
    return std::move(list).value();
}

Outcome KeptLists::keep(const std::string& address, const crypto::PublicKey& issuerKey, ByteView encoded) {
    if (folder_.empty())
        return Done{};
    TANBA_TRY(const std::filesystem::path path, pathFor(address, issuerKey));
    TANBA_CHECK(makeRoom(encoded.size(), path));
    return writeFileSafely(files_, path, IfExists::Replace,
                           [encoded](ByteSink& out) { return out.write(encoded); });
}

Outcome KeptLists::makeRoom(std::uint64_t size, const std::filesystem::path& target) {
    if (size > maxTotal_)
        return fail(FailureCode::FileTooLarge, target.string());
    TANBA_TRY(const std::vector<std::filesystem::path> paths,
              filesWithExtension(files_, folder_, kExtensions));
    std::vector<std::pair<FileStatus, std::filesystem::path>> others;
    std::uint64_t total = size;
    for (const std::filesystem::path& path : paths) {
        if (path == target)
            continue;
        TANBA_TRY(const FileStatus status, files_.status(path));
        total += status.size;
        others.emplace_back(status, path);
    }
    std::ranges::sort(others, {}, [](const auto& other) { return other.first.modified; });
    for (const auto& [status, path] : others) {
        if (total <= maxTotal_)
            break;
        TANBA_CHECK(files_.remove(path));
        total -= status.size;
    }
    return Done{};
}

} // namespace tanba::trust
