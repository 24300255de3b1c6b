#include "core/base/native_failure_windows.h"
#include "core/base/windows_text.h"
#include "core/guidance/file_system_name.h"

#include <vector>

namespace tanba::guidance {

Result<std::string> fileSystemName(const std::filesystem::path& folder) {
    // The drive, or the folder at which a volume is mounted: never longer than the path but for a "\".
    std::vector<wchar_t> root(folder.native().size() + MAX_PATH);
    if (::GetVolumePathNameW(folder.c_str(), root.data(), static_cast<DWORD>(root.size())) == 0)
        return native::failureOf(::GetLastError(), native::Direction::Reading, "volume", folder);
    return toUtf8(root.data());
}

} // namespace tanba::guidance
