#include "core/base/native_failure_posix.h"
#include "core/base/native_file.h"
#include "core/base/native_retry_posix.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tanba::native {

Result<File> File::openForReading(const std::filesystem::path& path) {
    // O_NONBLOCK: opening a pipe or a device must not wait for its other end. Regular files ignore it.
    const int descriptor =
        retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); });
    if (descriptor < 0)
        return failureOf(errno, Direction::Reading, "open", path);
    File file(descriptor, path);
    struct stat status {};
    if (fstat(descriptor, &status) != 0)
        return failureOf(errno, Direction::Reading, "fstat", path);
    if (S_ISDIR(status.st_mode))
        return fail(FailureCode::FileIsFolder, path.string());
    if (!S_ISREG(status.st_mode))
        return fail(FailureCode::FileNotReadable, path.string(), "not a regular file");
    file.size_ = static_cast<std::uint64_t>(status.st_size);
    // Only advice: whether it is taken does not matter.
    static_cast<void>(posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL));
    return file;
}

Result<File> File::create(const std::filesystem::path& path) {
    constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
    const int descriptor = retried([&] {
        return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOwnerOnly);
    });
    if (descriptor < 0)
        return failureOf(errno, Direction::Writing, "create", path);
    return File(descriptor, path);
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), path_(std::move(other.path_)) {}

File::~File() {
    // Whoever needs to know that the content arrived has called sync().
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

Result<std::size_t> File::read(std::span<std::uint8_t> buffer) {
    const ssize_t count = retried([&] { return ::read(descriptor_, buffer.data(), buffer.size()); });
    if (count < 0)
        return failureOf(errno, Direction::Reading, "read", path_);
    return static_cast<std::size_t>(count);
}

Outcome File::write(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t count = retried([&] { return ::write(descriptor_, bytes.data(), bytes.size()); });
        if (count < 0)
            return failureOf(errno, Direction::Writing, "write", path_);
        if (count == 0)
            return fail(FailureCode::FileWriteFailed, path_.string(), "nothing was written");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return Done{};
}

Outcome File::rewind() {
    if (::lseek(descriptor_, 0, SEEK_SET) != 0)
        return failureOf(errno, Direction::Reading, "lseek", path_);
    return Done{};
}

Outcome File::sync() {
    if (retried([&] { return ::fsync(descriptor_); }) != 0)
        return failureOf(errno, Direction::Writing, "fsync", path_);
    return Done{};
}

Outcome syncFolder(const std::filesystem::path& folder) {
    const int descriptor =
        retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0)
        return failureOf(errno, Direction::Writing, "open folder", folder);
    const int answer = retried([&] { return ::fsync(descriptor); });
    const int error = errno;
    ::close(descriptor);
    // EINVAL: this file system has nothing to do for a folder.
    if (answer != 0 && error != EINVAL)
        return failureOf(error, Direction::Writing, "fsync folder", folder);
    return Done{};
}

} // namespace tanba::native
