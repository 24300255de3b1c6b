#include "app/demo/private_folder.h"
#include "core/base/windows_owner.h"

namespace tanba::demo {

Outcome makeOwnFolder(const std::filesystem::path& folder) {
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::Folder));
    if (::CreateDirectoryW(folder.c_str(), owner.attributes()) == 0)
        return fail(FailureCode::DemoFailed, folder.string(), describeError(::GetLastError()));
    return Done{};
}

bool isOwnFolder(const std::filesystem::path& folder) {
    return requireOwnersAlone(folder, OwnedKind::Folder).ok();
}

} // namespace tanba::demo
