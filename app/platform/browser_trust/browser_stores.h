#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanba::platform {

struct BrowserStore {
    std::string browser; ///< for people
    std::filesystem::path folder;
    /// A store that Chromium will look for in this folder and that is not there yet.
    enum class Presence { There, ToBeMade };
    Presence presence = Presence::There;
};

/// The certificate stores (NSS, files cert9.db) that the browsers below this home folder read, each once
/// whatever links lead to it, at most 64. Nothing is made.
std::vector<BrowserStore> findBrowserStores(const std::filesystem::path& home);

/// Whether the folder holds a certificate store.
bool holdsStore(const std::filesystem::path& folder);

} // namespace tanba::platform
