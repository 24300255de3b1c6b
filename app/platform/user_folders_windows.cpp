#include "app/platform/user_folders.h"

#include <windows.h>

#include <algorithm>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr int kHomeDepth = 2;
constexpr int kFolderDepth = 4;

} // namespace

// The Explorer translates the names that it shows; the folders themselves are called so in every language.
PersonFolders personFolders(FileStore&, const Environment& environment) {
    const fs::path home = environment("USERPROFILE");
    if (!home.is_absolute())
        return {};
    return {home, home / "Downloads", home / "Desktop"};
}

std::vector<SearchFolder> usualKeyFolders(FileStore& files, const Environment& environment) {
    std::vector<SearchFolder> folders;
    const auto add = [&folders, &files](const fs::path& path, int depth) {
        const Result<FileStatus> status = files.status(path);
        if (status.ok() && status.value().kind == FileKind::Folder)
            folders.push_back({path, depth});
    };
    const PersonFolders person = personFolders(files, environment);
    if (!person.home.empty()) {
        add(person.home, kHomeDepth);
        for (const fs::path& folder : {person.downloads, person.desktop, person.home / "Documents"})
            add(folder, kFolderDepth);
    }
    for (const fs::path& drive : driveFolders(environment))
        add(drive, kFolderDepth);
    return folders;
}

/// Each removable drive; one without a medium is no folder.
std::vector<fs::path> driveFolders(const Environment&) {
    std::vector<fs::path> drives;
    const DWORD present = ::GetLogicalDrives();
    for (unsigned number = 0; number < 26; ++number) {
        const std::wstring root = {static_cast<wchar_t>(L'A' + number), L':', L'\\'};
        if (((present >> number) & 1U) != 0 && ::GetDriveTypeW(root.c_str()) == DRIVE_REMOVABLE)
            drives.emplace_back(root);
    }
    return drives;
}

} // namespace tanba::platform
