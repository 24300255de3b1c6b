#include "core/base/failure.h"
#include "core/guidance/file_system_name.h"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace tanba::guidance {

Result<std::string> fileSystemName(const std::filesystem::path& folder) {
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0)
        return fail(FailureCode::FileNotReadable, folder.string(),
                    std::error_code(errno, std::generic_category()).message());
    return std::to_string(found.st_dev);
}

} // namespace tanba::guidance
