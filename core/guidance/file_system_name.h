#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace tanba::guidance {

/// The same text for two folders when they lie on one file system.
Result<std::string> fileSystemName(const std::filesystem::path& folder);

} // namespace tanba::guidance
