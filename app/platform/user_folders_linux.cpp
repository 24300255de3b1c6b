#include "app/platform/user_folders.h"

#include <algorithm>
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
constexpr NamedFolder kDownloads{"XDG_DOWNLOAD_DIR", "Downloads"};
constexpr NamedFolder kDesktop{"XDG_DESKTOP_DIR", "Desktop"};
constexpr NamedFolder kDocuments{"XDG_DOCUMENTS_DIR", "Documents"};

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

/// Where the desktop has these folders, whether they exist or not.
class NamedPlaces {
  public:
    NamedPlaces(FileStore& files, const Environment& environment) : home_(environment("HOME")) {
        const std::string configured = environment("XDG_CONFIG_HOME");
        const fs::path config = configured.empty() ? home_ / ".config" : fs::path(configured);
        if (const Result<Bytes> text = readFile(files, config / "user-dirs.dirs", kMaxUserDirsSize);
            text.ok())
            userDirs_ = std::string(asText(text.value()));
    }

    const fs::path& home() const { return home_; }
    fs::path folder(const NamedFolder& named) const {
        const fs::path found = folderFromUserDirs(userDirs_, named.key, home_);
        return found.empty() ? home_ / named.fallback : found;
    }

  private:
    fs::path home_;
    std::string userDirs_;
};

} // namespace

PersonFolders personFolders(FileStore& files, const Environment& environment) {
    const NamedPlaces places(files, environment);
    if (!places.home().is_absolute())
        return {};
    return {places.home(), places.folder(kDownloads), places.folder(kDesktop)};
}

std::vector<SearchFolder> usualKeyFolders(FileStore& files, const Environment& environment) {
    std::vector<SearchFolder> folders;
    const auto add = [&folders, &files](const fs::path& path, int depth) {
        const Result<FileStatus> status = files.status(path);
        const bool known = std::ranges::find(folders, path, &SearchFolder::path) != folders.end();
        if (!known && status.ok() && status.value().kind == FileKind::Folder)
            folders.push_back({path, depth});
    };
    const NamedPlaces places(files, environment);
    if (places.home().is_absolute()) {
        add(places.home(), kHomeDepth);
        for (const NamedFolder& named : {kDownloads, kDesktop, kDocuments})
            add(places.folder(named), kFolderDepth);
    }
    for (const fs::path& folder : driveFolders(environment))
        add(folder, kFolderDepth);
    return folders;
}

std::vector<fs::path> driveFolders(const Environment& environment) {
    const std::string user = environment("USER");
    if (user.empty() || user.find('/') != std::string::npos || user.starts_with('.'))
        return {};
    return {fs::path("/media") / user, fs::path("/run/media") / user};
}

} // namespace tanba::platform
