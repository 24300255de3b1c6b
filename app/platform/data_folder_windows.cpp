#include "app/platform/data_folder.h"
#include "core/base/native_failure_windows.h"
#include "core/base/windows_owner.h"

#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

} // namespace

fs::path dataFolder(const Environment& environment) {
    // Not the roaming one: what is sealed for this user can be opened on this computer only.
    const fs::path local = environment("LOCALAPPDATA");
    return local.is_absolute() ? local / "Tanba" : fs::path();
}

Outcome makePrivateFolder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error))
        return Done{};
    if (folder.has_parent_path() && folder.parent_path() != folder) {
        TANBA_CHECK(makePrivateFolder(folder.parent_path()));
    }
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::Folder));
    if (::CreateDirectoryW(folder.c_str(), owner.attributes()) == 0 &&
        ::GetLastError() != ERROR_ALREADY_EXISTS)
        return native::failureOf(::GetLastError(), native::Direction::Writing, "make folder", folder);
    return Done{};
}

} // namespace tanba::platform
