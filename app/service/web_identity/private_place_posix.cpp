#include "app/service/web_identity/private_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::service {

namespace {

Failure unusablePlace(const std::filesystem::path& path, std::string detail) {
    return fail(FailureCode::ServiceIdentityUnusable, path.string(), std::move(detail));
}

/// Links are not followed: what they point to could be changed by whoever owns the way there.
Outcome requireOwn(const std::filesystem::path& path, mode_t kind) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0)
        return unusablePlace(path, std::strerror(errno));
    if ((status.st_mode & S_IFMT) != kind)
        return unusablePlace(path, "not a plain file or folder");
    if (status.st_uid != ::geteuid())
        return unusablePlace(path, "another user's");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return unusablePlace(path, "open to others");
    return Done{};
}

} // namespace

Outcome requirePrivate(const std::filesystem::path& folder, const std::filesystem::path& file) {
    TANBA_CHECK(requireOwn(folder, S_IFDIR));
    return requireOwn(file, S_IFREG);
}

} // namespace tanba::service
