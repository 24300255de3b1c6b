#pragma once

#include "app/platform/user_folders.h"
#include "core/base/result.h"

#include <filesystem>

namespace tanba::platform {

/// Where this program keeps what it remembers for the user: $XDG_DATA_HOME/tanba, else ~/.local/share/tanba
/// (XDG Base Directory). Empty when the user has no home folder. It need not exist.
std::filesystem::path dataFolder(const Environment& environment);

/// Makes the folder and those above it that are missing, for this user only.
/// @returns file.no_permission, file.write_failed.
Outcome makePrivateFolder(const std::filesystem::path& folder);

} // namespace tanba::platform
