#include "core/base/native_failure_posix.h"
#include "core/base/native_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string_view>

namespace tanba::native {

namespace {

namespace fs = std::filesystem;

bool isOneOf(int error, std::span<const int> errors) {
    return std::ranges::find(errors, error) != errors.end();
}

constexpr auto kNothingThere = std::to_array({ENOENT, ENOTDIR});
/// How file systems without permission bits answer chmod(); the file was made by us, so that it is not our
/// rights.
constexpr auto kNoPermissionBits = std::to_array({EPERM, EOPNOTSUPP, ENOSYS});
/// How file systems without hard links, and systems that forbid this one, answer link().
constexpr auto kNoLinks = std::to_array({EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV});
/// How file systems that do not know RENAME_NOREPLACE answer.
constexpr auto kNoFlags = std::to_array({EINVAL, ENOSYS});

FileKind kindOf(mode_t mode) {
    if (S_ISREG(mode))
        return FileKind::Regular;
    return S_ISDIR(mode) ? FileKind::Folder : FileKind::Other;
}

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

Outcome changeMode(const fs::path& path, mode_t mode) {
    if (::chmod(path.c_str(), mode) != 0 && !isOneOf(errno, kNoPermissionBits))
        return failureOf(errno, Direction::Writing, "chmod", path);
    return Done{};
}

/// The bits that the process takes away from every new file. The system tells them only to one who sets them;
/// the stricter mask in between can make a file of another thread too private, never too public.
mode_t creationMask() {
    static std::mutex oneAtATime;
    const std::lock_guard guard(oneAtATime);
    const mode_t mask = ::umask(S_IRWXG | S_IRWXO);
    ::umask(mask);
    return mask;
}

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

} // namespace

Result<FileStatus> status(const fs::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) == 0)
        return FileStatus{kindOf(found.st_mode), static_cast<std::uint64_t>(found.st_size),
                          nanoseconds(found.st_mtim)};
    if (isOneOf(errno, kNothingThere))
        return FileStatus{};
    return failureOf(errno, Direction::Reading, "stat", path);
}

Outcome copyPermissions(const fs::path& from, const fs::path& to) {
    struct stat found {};
    if (::stat(from.c_str(), &found) != 0)
        return failureOf(errno, Direction::Reading, "stat", from);
    return changeMode(to, found.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO));
}

Outcome giveDefaultPermissions(const fs::path& path) {
    constexpr mode_t kEverybody = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
    return changeMode(path, kEverybody & ~creationMask());
}

Result<Support> link(const fs::path& from, const fs::path& to) {
    if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), AT_SYMLINK_FOLLOW) == 0)
        return Support::Present;
    if (isOneOf(errno, kNoLinks))
        return Support::Missing;
    return failureOf(errno, Direction::Writing, "link", to);
}

Outcome rename(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failureOf(errno, Direction::Writing, "rename", to);
    return Done{};
}

Result<Support> renameWithoutReplacing(const fs::path& from, const fs::path& to) {
#ifdef RENAME_NOREPLACE
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return Support::Present;
    if (!isOneOf(errno, kNoFlags))
        return failureOf(errno, Direction::Writing, "rename", to);
#endif
    return Support::Missing;
}

Outcome remove(const fs::path& path) {
    if (::unlink(path.c_str()) != 0)
        return failureOf(errno, Direction::Writing, "remove", path);
    return Done{};
}

Result<std::vector<FolderEntry>> list(const fs::path& folder) {
    const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
    if (open == nullptr)
        return failureOf(errno, Direction::Reading, "open folder", folder);
    std::vector<FolderEntry> entries;
    while (true) {
        errno = 0;
        const dirent* entry = ::readdir(open.get());
        if (entry == nullptr)
            break;
        const std::string_view name = static_cast<const char*>(entry->d_name);
        if (name == "." || name == "..")
            continue;
        struct stat found {};
        // What vanished since it was listed is no entry any more.
        if (::fstatat(::dirfd(open.get()), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0)
            entries.push_back({std::string(name), kindOf(found.st_mode)});
    }
    if (errno != 0)
        return failureOf(errno, Direction::Reading, "read folder", folder);
    std::ranges::sort(entries, {}, &FolderEntry::name);
    return entries;
}

} // namespace tanba::native
