#include "app/platform/data_folder.h"

#include "app/platform/own_folder.h"

#include <system_error>

namespace tanba::platform {

namespace fs = std::filesystem;

Outcome makePrivateFolder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error))
        return Done{};
    if (folder.has_parent_path() && folder.parent_path() != folder) {
        TANBA_CHECK(makePrivateFolder(folder.parent_path()));
    }
    return makeOwnFolder(folder);
}

} // namespace tanba::platform
