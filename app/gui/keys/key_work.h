#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"
#include "core/base/secret_bytes.h"
#include "core/keys/certificate.h"
#include "core/keys/key_finder.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace tanba::gui {

/// Work of the Keys page that runs beside the windows.

struct SearchPlace {
    std::filesystem::path folder;
    int depth = 0;
};

/// Asks the disk where to look, so it may wait for a drive or a network that does not answer.
using PlaceFinder = std::function<std::vector<SearchPlace>()>;

/// Told what a search comes across, on the searching thread.
struct SearchReport {
    std::function<void(const std::filesystem::path& folder)> entering;
    std::function<void(const keys::FoundKeyFile& file)> found;
};

/// Looks through the places one after the other, passing over those that cannot be read; each file is
/// reported once. Fails only when cancelled. How much is done is told in parts of keys::SearchShares::kWhole:
/// each place is an equal one.
Outcome searchForKeys(FileStore& files, const std::vector<SearchPlace>& places, const WorkControl& control,
                      const SearchReport& report);

/// Opens a key file for a look at its certificates; the keys in it are wiped again at once.
/// @param cancel asked between the steps of unlocking, each of which may take seconds.
/// @returns as openPkcs12(); pkcs12.no_certificate when no key of it has one; cancelled.
Result<std::vector<keys::Certificate>> readCertificates(FileStore& files, const std::filesystem::path& path,
                                                        const SecretBytes& password,
                                                        const CancelToken* cancel = nullptr);

/// file.* or pkcs12.not_pkcs12 for what cannot be a key file; looks at its beginning only.
Outcome looksLikeKeyFile(FileStore& files, const std::filesystem::path& path);

} // namespace tanba::gui
