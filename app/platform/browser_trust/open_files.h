#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <utility>

namespace tanba::platform {

/// The certificate stores that other processes of this user have open now, as far as /proc tells.
class OpenFiles {
  public:
    static OpenFiles storesOfOtherProcesses();
    bool contains(const std::filesystem::path& file) const;

  private:
    std::set<std::pair<std::uint64_t, std::uint64_t>> files_; ///< device and number
};

/// Whether a program is writing to this SQLite database, or about to (its lock bytes, sqlite.org/lockingv3).
bool isLockedDatabase(const std::filesystem::path& file);

/// Whether there is something that does not belong to the user of this process.
bool isOfAnother(const std::filesystem::path& path);

} // namespace tanba::platform
