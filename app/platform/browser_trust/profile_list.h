#pragma once

#include <filesystem>
#include <vector>

namespace tanba::platform {

/// Folders of the profiles of one program of the Firefox family: those that its profiles.ini names, wherever
/// they lie, and every folder beside it, since a profile can be in use that the list does not name.
/// @param folder with profiles.ini; need not exist.
std::vector<std::filesystem::path> profileFolders(const std::filesystem::path& folder);

} // namespace tanba::platform
