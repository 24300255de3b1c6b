#include "app/platform/browser_trust/profile_list.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxListSize = std::size_t{256} * 1024;
constexpr std::size_t kMaxProfiles = 256;

std::string readList(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        return {};
    std::ifstream stream(file, std::ios::binary);
    std::string text(kMaxListSize, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

std::string_view withoutSpace(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// The paths of `Path=` (sections of profiles) and `Default=` (sections of installations, where it is a path
/// too; elsewhere it is 1). IsRelative says what the first character of the path says.
std::vector<fs::path> namedProfiles(std::string_view text, const fs::path& folder) {
    std::vector<fs::path> found;
    while (!text.empty() && found.size() < kMaxProfiles) {
        const std::size_t end = text.find('\n');
        const std::string_view line = withoutSpace(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view name = withoutSpace(line.substr(0, equals));
        const std::string_view value = withoutSpace(line.substr(equals + 1));
        if ((name == "Path" || name == "Default") && !value.empty())
            found.push_back(folder / value); // an absolute path replaces the folder
    }
    return found;
}

} // namespace

std::vector<fs::path> profileFolders(const fs::path& folder) {
    std::vector<fs::path> folders = namedProfiles(readList(folder / "profiles.ini"), folder);
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (folders.size() < 2 * kMaxProfiles && entry->is_directory(ignored))
            folders.push_back(entry->path());
    }
    return folders;
}

} // namespace tanba::platform
