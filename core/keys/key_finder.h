#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace tanba::keys {

enum class KeyFileKind { KazakhName, OtherPkcs12 };

struct FoundKeyFile {
    std::filesystem::path path;
    /// KazakhName: named as the authority names key files (GOST512_<40 hex>.p12 and its older relatives).
    KeyFileKind kind = KeyFileKind::OtherPkcs12;
};

struct FinderLimits {
    int depth = 8; ///< levels of folders; 1 is the folder itself and nothing below
    std::size_t maxEntries = 1'000'000;
};

/// Looks for key files by their names, without opening any (SECURITY.md: names first, parsing only on
/// request). Folders that cannot be read are skipped; symbolic links are not followed. `found` is called as
/// they turn up. How much is done is told in parts of SearchShares::kWhole, after each folder.
Outcome findKeyFiles(FileStore& files, const std::filesystem::path& folder, const FinderLimits& limits,
                     const WorkControl& control, const std::function<void(const FoundKeyFile&)>& found);

} // namespace tanba::keys
