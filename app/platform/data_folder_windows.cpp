#include "app/platform/data_folder.h"
#include "app/platform/own_folder.h"
#include "core/base/native_failure_windows.h"
#include "core/base/windows_owner.h"

namespace tanba::platform {

namespace fs = std::filesystem;

fs::path dataFolder(const Environment& environment) {
    // Not the roaming one: what is sealed for this user can be opened on this computer only.
    const fs::path local = environment("LOCALAPPDATA");
    return local.is_absolute() ? local / "Tanba" : fs::path();
}

Outcome makeOwnFolder(const fs::path& folder) {
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::Folder));
    if (::CreateDirectoryW(folder.c_str(), owner.attributes()) == 0 &&
        ::GetLastError() != ERROR_ALREADY_EXISTS)
        return native::failureOf(::GetLastError(), native::Direction::Writing, "make folder", folder);
    return Done{};
}

} // namespace tanba::platform
