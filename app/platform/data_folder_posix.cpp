#include "app/platform/data_folder.h"
#include "app/platform/own_folder.h"

#include <system_error>

namespace tanba::platform {

namespace fs = std::filesystem;

fs::path dataFolder(const Environment& environment) {
    constexpr const char* kProgram = "tanba";
    const fs::path configured = environment("XDG_DATA_HOME");
    // The specification: a relative path counts as not set.
    if (configured.is_absolute())
        return configured / kProgram;
    const fs::path home = environment("HOME");
    return home.is_absolute() ? home / ".local" / "share" / kProgram : fs::path();
}

Outcome makeOwnFolder(const fs::path& folder) {
    std::error_code error;
    const bool made = fs::create_directory(folder, error);
    if (!made && error)
        return fail(error == std::errc::permission_denied ? FailureCode::FileNoPermission
                                                          : FailureCode::FileWriteFailed,
                    folder.string(), error.message());
    if (made)
        fs::permissions(folder, fs::perms::owner_all, error);
    return error ? fail(FailureCode::FileNoPermission, folder.string(), error.message()) : Outcome(Done{});
}

} // namespace tanba::platform
