#include "core/base/failure.h"
#include "core/guidance/key_place.h"

#include <system_error>

namespace tanba::guidance {

Result<WhoReads> PermissionBits::whoReads(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return fail(FailureCode::FileNotFound, path.string());
    if (error)
        return fail(FailureCode::FileNotReadable, path.string(), error.message());
    if (status.permissions() == fs::perms::unknown)
        return WhoReads::Unknown;
    const fs::perms others = status.permissions() & (fs::perms::group_all | fs::perms::others_all);
    return others == fs::perms::none ? WhoReads::OwnerOnly : WhoReads::Others;
}

} // namespace tanba::guidance
