#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace tanba::trust {

/// The ordinary files of a folder whose names end so (ASCII letters in either case), sorted by name.
Result<std::vector<std::filesystem::path>> filesWithExtension(FileStore& files,
                                                              const std::filesystem::path& folder,
                                                              std::span<const std::string_view> extensions);

} // namespace tanba::trust
