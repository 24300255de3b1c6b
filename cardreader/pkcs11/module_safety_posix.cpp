#include "cardreader/pkcs11/module_safety.h"

#include <sys/stat.h>
#include <unistd.h>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;

enum class Place { Module, OwnFolder, FolderAbove };

bool safe(const struct stat& status, Place place) {
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
        return false;
    constexpr auto kOthersWrite = static_cast<mode_t>(S_IWGRP | S_IWOTH);
    const bool othersWrite = (status.st_mode & kOthersWrite) != 0;
    const bool sticky = (status.st_mode & static_cast<mode_t>(S_ISVTX)) != 0;
    return !othersWrite || (place == Place::FolderAbove && sticky);
}

Outcome check(const fs::path& module, const fs::path& place, Place what) {
    struct stat status {};
    if (::lstat(place.c_str(), &status) != 0)
        return fail(FailureCode::FileNotReadable, module.string(), place.string());
    if (what == Place::Module && !S_ISREG(status.st_mode))
        return fail(FailureCode::FileNotReadable, module.string(), "no regular file");
    if (!safe(status, what))
        return fail(FailureCode::ModuleUnsafeFolder, module.string(), place.string());
    return Done{};
}

} // namespace

Result<fs::path> safeModulePath(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error)
        return fail(FailureCode::FileNotFound, path.string(), error.message());
    TANBA_CHECK(check(path, real, Place::Module));
    fs::path folder = real.parent_path();
    TANBA_CHECK(check(path, folder, Place::OwnFolder));
    while (folder.has_relative_path()) {
        folder = folder.parent_path();
        TANBA_CHECK(check(path, folder, Place::FolderAbove));
    }
    return real;
}

} // namespace tanba::pkcs11
