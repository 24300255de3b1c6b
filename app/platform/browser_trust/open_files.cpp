#include "app/platform/browser_trust/open_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

/// As NSS calls its file of certificates.
constexpr const char* kStoreName = "cert9.db";

using FileNumber = std::pair<std::uint64_t, std::uint64_t>;

std::optional<FileNumber> numberOf(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return FileNumber{status.st_dev, status.st_ino};
}

bool isOtherProcess(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; }) &&
           name != std::to_string(::getpid());
}

} // namespace

OpenFiles OpenFiles::storesOfOtherProcesses() {
    OpenFiles open;
    std::error_code error;
    for (fs::directory_iterator process("/proc", error), end; !error && process != end;
         process.increment(error)) {
        if (!isOtherProcess(process->path()))
            continue;
        // Those of other users and those that have just ended cannot be listed.
        std::error_code gone;
        for (fs::directory_iterator file(process->path() / "fd", gone); !gone && file != end;
             file.increment(gone)) {
            // Others are not looked at: on a network drive that is gone a look would never end.
            std::error_code unread;
            if (fs::read_symlink(file->path(), unread).filename() != kStoreName)
                continue;
            if (const auto number = numberOf(file->path()))
                open.files_.insert(*number);
        }
    }
    return open;
}

bool OpenFiles::contains(const fs::path& file) const {
    const auto number = numberOf(file);
    return number.has_value() && files_.contains(*number);
}

bool isLockedDatabase(const fs::path& file) {
    constexpr off_t kLockBytes = 0x40000000;
    constexpr off_t kLockSize = 512;
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    struct flock lock {};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = kLockBytes;
    lock.l_len = kLockSize;
    const bool locked = ::fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(descriptor);
    return locked;
}

bool isOfAnother(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && status.st_uid != ::geteuid();
}

} // namespace tanba::platform
