#pragma once

#include "cardreader/simulated/simulated_keys.h"
#include "core/base/file_store.h"
#include "core/keys/demo_certificate.h"

#include <chrono>
#include <filesystem>
#include <string_view>

namespace tanba::demo {

/// The password of a key file that was never changed: what the demonstration teaches to change.
inline constexpr std::string_view kGivenPassword = "123456";
/// Of the organisation's key file.
inline constexpr std::string_view kHeadPassword = "Demo2026";
/// The organisation's key ends so soon.
inline constexpr std::chrono::days kHeadKeyLife{5};

/// A key file of the demonstration, as it was written.
struct DemoKeyFile {
    std::filesystem::path path;
    keys::Certificate certificate;
};

struct DemoKeyFiles {
    DemoKeyFile person; ///< opens with kGivenPassword
    DemoKeyFile head;   ///< opens with kHeadPassword, and ends soon
};

/// Writes them into the folder, under names as the authority gives.
Result<DemoKeyFiles> writeKeyFiles(FileStore& files, const keys::DemoAuthority& authority, Time now,
                                   const std::filesystem::path& folder);

/// The key of the person's card, "gost512".
Result<card::DemoKeys> makeCardKeys(const keys::DemoAuthority& authority);

} // namespace tanba::demo
