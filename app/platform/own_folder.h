#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace tanba::platform {

/// One step of makePrivateFolder(), each operating system's own: a folder for this user only, in one that is
/// there. Nothing is wrong when somebody made it meanwhile.
/// @returns file.no_permission, file.write_failed.
Outcome makeOwnFolder(const std::filesystem::path& folder);

} // namespace tanba::platform
