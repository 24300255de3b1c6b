#pragma once

#include "core/base/result.h"

#include <filesystem>

// The steps of demo_folder that differ between operating systems.
namespace tanba::demo {

/// A new folder that its owner alone may enter; demo.failed, also when the name is taken.
Outcome makeOwnFolder(const std::filesystem::path& folder);
/// Whether it is a folder of this user's, and no link to one.
bool isOwnFolder(const std::filesystem::path& folder);

} // namespace tanba::demo
