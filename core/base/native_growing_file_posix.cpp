#include "core/base/file_store.h"
#include "core/base/native_failure_posix.h"
#include "core/base/native_file.h"
#include "core/base/native_growing_file.h"
#include "core/base/native_retry_posix.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace tanba::native {

namespace {

namespace fs = std::filesystem;

class GrowingDiskFile : public GrowingFile {
  public:
    GrowingDiskFile(int descriptor, fs::path path) : descriptor_(descriptor), path_(std::move(path)) {}
    // Closing gives the lock back.
    ~GrowingDiskFile() override { ::close(descriptor_); }
    GrowingDiskFile(const GrowingDiskFile&) = delete;
    GrowingDiskFile& operator=(const GrowingDiskFile&) = delete;

    /// Takes the lock. False when the name belongs to another file by now: its holder replaced or removed it.
    Result<bool> hold(IfHeld ifHeld);
    Result<Bytes> content(std::size_t limit) override;
    Outcome append(ByteView piece) override;
    Outcome sync() override;
    Outcome cutTo(std::uint64_t size) override;
    std::uint64_t size() const override { return size_; }

  private:
    int descriptor_;
    fs::path path_;
    std::uint64_t size_ = 0;
    bool named_ = false; ///< the folder's entry was synced
};

Result<bool> GrowingDiskFile::hold(IfHeld ifHeld) {
    const int operation = ifHeld == IfHeld::Wait ? LOCK_EX : LOCK_EX | LOCK_NB;
    if (retried([&] { return ::flock(descriptor_, operation); }) != 0)
        return errno == EWOULDBLOCK ? fail(FailureCode::RecordInUse, path_.string())
                                    : failureOf(errno, Direction::Writing, "flock", path_);
    struct stat held {};
    struct stat named {};
    if (::fstat(descriptor_, &held) != 0)
        return failureOf(errno, Direction::Reading, "fstat", path_);
    if (!S_ISREG(held.st_mode))
        return fail(FailureCode::FileNotReadable, path_.string(), "not a regular file");
    size_ = static_cast<std::uint64_t>(held.st_size);
    return ::stat(path_.c_str(), &named) == 0 && named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

Result<Bytes> GrowingDiskFile::content(std::size_t limit) {
    if (size_ > limit)
        return fail(FailureCode::FileTooLarge, path_.string(),
                    "more than " + std::to_string(limit) + " bytes");
    Bytes content(size_);
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t count = retried([&] {
            return ::pread(descriptor_, content.data() + done, content.size() - done,
                           static_cast<off_t>(done));
        });
        if (count < 0)
            return failureOf(errno, Direction::Reading, "read", path_);
        if (count == 0)
            return fail(FailureCode::FileChangedMeanwhile, path_.string());
        done += static_cast<std::size_t>(count);
    }
    return content;
}

Outcome GrowingDiskFile::append(ByteView piece) {
    while (!piece.empty()) {
        const ssize_t count = retried(
            [&] { return ::pwrite(descriptor_, piece.data(), piece.size(), static_cast<off_t>(size_)); });
        if (count <= 0)
            return failureOf(count < 0 ? errno : ENOSPC, Direction::Writing, "write", path_);
        size_ += static_cast<std::uint64_t>(count);
        piece = piece.subspan(static_cast<std::size_t>(count));
    }
    return Done{};
}

Outcome GrowingDiskFile::sync() {
    if (retried([&] { return ::fsync(descriptor_); }) != 0)
        return failureOf(errno, Direction::Writing, "fsync", path_);
    if (!named_) {
        TANBA_CHECK(syncFolder(folderOf(path_)));
    }
    named_ = true;
    return Done{};
}

Outcome GrowingDiskFile::cutTo(std::uint64_t size) {
    if (size > size_)
        return fail(FailureCode::Internal, path_.string(), "cut behind the end");
    if (retried([&] { return ::ftruncate(descriptor_, static_cast<off_t>(size)); }) != 0)
        return failureOf(errno, Direction::Writing, "ftruncate", path_);
    size_ = size;
    return Done{};
}

} // namespace

Result<std::unique_ptr<GrowingFile>> openGrowing(const fs::path& path, IfHeld ifHeld) {
    constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
    while (true) {
        const int descriptor = retried([&] {
            return ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                          kOwnerOnly);
        });
        if (descriptor < 0)
            return failureOf(errno, Direction::Writing, "open", path);
        auto file = std::make_unique<GrowingDiskFile>(descriptor, path);
        TANBA_TRY(const bool named, file->hold(ifHeld));
        if (named)
            return std::unique_ptr<GrowingFile>(std::move(file));
    }
}

} // namespace tanba::native
