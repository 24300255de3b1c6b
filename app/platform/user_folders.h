#pragma once

#include "core/base/file_store.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tanba::platform {

/// A folder where people keep key files, and how many levels below it to look.
struct SearchFolder {
    std::filesystem::path path;
    int depth = 0;
};

using Environment = std::function<std::string(const char* name)>;

/// The home folder, Downloads, Desktop and Documents under whatever names the desktop gave them
/// (user-dirs.dirs of xdg-user-dirs: in a Kazakh or Russian system they have Kazakh or Russian names), and
/// where flash drives are mounted. Only folders that exist.
std::vector<SearchFolder> usualKeyFolders(FileStore& files, const Environment& environment);

/// Where desktops mount the flash drives of this user, each drive as a folder of its own below it. They need
/// not exist.
std::vector<std::filesystem::path> driveFolders(const Environment& environment);

/// The home folder and two folders in it, whether they exist or not; all empty without a home folder.
struct PersonFolders {
    std::filesystem::path home;
    std::filesystem::path downloads;
    std::filesystem::path desktop;
};
PersonFolders personFolders(FileStore& files, const Environment& environment);

} // namespace tanba::platform
