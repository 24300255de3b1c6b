#pragma once

#include "core/base/file_store.h"
#include "core/trust/crl.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tanba::trust {

/// Revocation lists that were fetched, kept in a folder of this program's own so that each is fetched once in
/// its life. What lies there is believed no more than what comes from the network: the signature is verified
/// at every reading.
class KeptLists {
  public:
    /// All of them together stay below this; the oldest go first.
    static constexpr std::uint64_t kMaxTotal = 256ull * 1024 * 1024;

    /// @param folder must exist when something is to be kept; empty: nothing is kept.
    KeptLists(FileStore& files, std::filesystem::path folder, std::uint64_t maxTotal = kMaxTotal)
        : files_(files), folder_(std::move(folder)), maxTotal_(maxTotal) {}

    /// The list that was kept for this address and is signed by this key; nothing when there is none.
    std::optional<Crl> find(const std::string& address, const crypto::PublicKey& issuerKey,
                            const WorkControl& control) const;
    /// Keeps a list whose signature the caller has verified.
    /// @returns file.too_large when it is larger than the whole folder may be, file.*.
    Outcome keep(const std::string& address, const crypto::PublicKey& issuerKey, ByteView encoded);

  private:
    Result<std::filesystem::path> pathFor(const std::string& address,
                                          const crypto::PublicKey& issuerKey) const;
    Outcome makeRoom(std::uint64_t size, const std::filesystem::path& target);

    FileStore& files_;
    std::filesystem::path folder_;
    std::uint64_t maxTotal_;
};

} // namespace tanba::trust
