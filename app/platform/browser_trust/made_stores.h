#pragma once

#include "app/platform/browser_trust/nss_store.h"

#include <filesystem>

namespace tanba::platform {

/// Makes an empty store, the folder too when it is missing (for this user only), and notes in it that we did.
/// Failures: browser.trust_failed and those of makePrivateFolder().
Outcome makeStore(const NssStore& store, const std::filesystem::path& folder);

/// Takes a store away that makeStore() made, if nothing is in it and no program has it open; its folder and
/// the one above it then too, if nothing else is in them.
void removeStoreIfMade(const NssStore& store, const std::filesystem::path& folder);

} // namespace tanba::platform
