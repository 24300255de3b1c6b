#include "core/trust/folder_files.h"

#include "core/trust/ascii.h"

#include <algorithm>

namespace tanba::trust {

Result<std::vector<std::filesystem::path>> filesWithExtension(FileStore& files,
                                                              const std::filesystem::path& folder,
                                                              std::span<const std::string_view> extensions) {
    TANBA_TRY(const std::vector<FolderEntry> entries, files.list(folder));
    std::vector<std::filesystem::path> paths;
    for (const FolderEntry& entry : entries) {
        if (entry.kind != FileKind::Regular)
            continue;
        std::filesystem::path path = folder / entry.name;
        if (std::ranges::find(extensions, asciiLower(path.extension().string())) != extensions.end())
            paths.push_back(std::move(path));
    }
    std::ranges::sort(paths);
    return paths;
}

} // namespace tanba::trust
