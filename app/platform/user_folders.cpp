#include "app/platform/user_folders.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr int kHomeDepth = 2;
constexpr int kFolderDepth = 4;
constexpr std::size_t kMaxUserDirsSize = std::size_t{64} * 1024;

struct NamedFolder {
    std::string_view key;      ///< in user-dirs.dirs
    std::string_view fallback; ///< below the home folder
};
constexpr std::array<NamedFolder, 3> kNamedFolders = {{
    {"XDG_DOWNLOAD_DIR", "Downloads"},
    {"XDG_DESKTOP_DIR", "Desktop"},
    {"XDG_DOCUMENTS_DIR", "Documents"},
}};

/// The value of KEY="$HOME/..." or KEY="/..." in the text of user-dirs.dirs; empty when there is none.
fs::path folderFromUserDirs(std::string_view text, std::string_view key, const fs::path& home) {
    constexpr std::string_view kHome = "$HOME";
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.starts_with(key))
            continue;
        line.remove_prefix(key.size());
        if (!line.starts_with("=\"") || line.size() < 3 || line.back() != '"')
            continue;
        std::string_view value = line.substr(2, line.size() - 3);
        if (value.starts_with('/'))
            return fs::path(value);
        if (!value.starts_with(kHome))
            continue;
        value.remove_prefix(kHome.size());
        while (value.starts_with('/'))
            value.remove_prefix(1);
        return home / value;
    }
    return {};
}

} // namespace

std::vector<SearchFolder> usualKeyFolders(FileStore& files, const Environment& environment) {
    std::vector<SearchFolder> folders;
    const auto add = [&folders, &files](const fs::path& path, int depth) {
        const Result<FileStatus> status = files.status(path);
        const bool known = std::ranges::find(folders, path, &SearchFolder::path) != folders.end();
        if (!known && status.ok() && status.value().kind == FileKind::Folder)
            folders.push_back({path, depth});
    };
    const fs::path home = environment("HOME");
    if (home.is_absolute()) {
        const std::string configured = environment("XDG_CONFIG_HOME");
        const fs::path config = configured.empty() ? home / ".config" : fs::path(configured);
        const Result<Bytes> userDirs = readFile(files, config / "user-dirs.dirs", kMaxUserDirsSize);
        add(home, kHomeDepth);
        for (const NamedFolder& named : kNamedFolders) {
            fs::path folder;
            if (userDirs.ok())
                folder = folderFromUserDirs(asText(userDirs.value()), named.key, home);
            add(folder.empty() ? home / named.fallback : folder, kFolderDepth);
        }
    }
    const std::string user = environment("USER");
    if (!user.empty() && user.find('/') == std::string::npos && !user.starts_with('.')) {
        add(fs::path("/media") / user, kFolderDepth);
        add(fs::path("/run/media") / user, kFolderDepth);
    }
    return folders;
}

} // namespace tanba::platform
