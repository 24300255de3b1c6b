#include "app/demo/private_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::demo {

Outcome makeOwnFolder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), S_IRWXU) != 0)
        return fail(FailureCode::DemoFailed, folder.string(), std::strerror(errno));
    return Done{};
}

bool isOwnFolder(const std::filesystem::path& folder) {
    struct stat status {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

} // namespace tanba::demo
