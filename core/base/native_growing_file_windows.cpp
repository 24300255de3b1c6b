#include "core/base/native_failure_windows.h"
#include "core/base/native_growing_file.h"
#include "core/base/windows_owner.h"
#include "core/base/windows_text.h"

#include <algorithm>
#include <limits>

namespace tanba::native {

namespace {

namespace fs = std::filesystem;

constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr DWORD kLargestTransfer = DWORD{1} << 30;

/// Where a call on the file begins.
OVERLAPPED at(std::uint64_t offset) {
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    return place;
}

/// Locks are compulsory here: on a byte that no content reaches, it keeps other holders away and no readers.
OVERLAPPED lockPlace() {
    return at(std::numeric_limits<std::int64_t>::max() - 1);
}

bool sameFile(const BY_HANDLE_FILE_INFORMATION& one, const BY_HANDLE_FILE_INFORMATION& other) {
    return one.dwVolumeSerialNumber == other.dwVolumeSerialNumber &&
           one.nFileIndexHigh == other.nFileIndexHigh && one.nFileIndexLow == other.nFileIndexLow;
}

class GrowingDiskFile : public GrowingFile {
  public:
    GrowingDiskFile(Handle handle, fs::path path) : handle_(std::move(handle)), path_(std::move(path)) {}

    /// Takes the lock. False when the name belongs to another file by now: its holder replaced or removed it.
    Result<bool> hold(IfHeld ifHeld);
    Result<Bytes> content(std::size_t limit) override;
    Outcome append(ByteView piece) override;
    Outcome sync() override;
    Outcome cutTo(std::uint64_t size) override;
    std::uint64_t size() const override { return size_; }

  private:
    Handle handle_; ///< closing it gives the lock back
    fs::path path_;
    std::uint64_t size_ = 0;
};

Result<bool> GrowingDiskFile::hold(IfHeld ifHeld) {
    const DWORD flags = LOCKFILE_EXCLUSIVE_LOCK | (ifHeld == IfHeld::Wait ? 0 : LOCKFILE_FAIL_IMMEDIATELY);
    OVERLAPPED place = lockPlace();
    if (::LockFileEx(handle_.get(), flags, 0, 1, 0, &place) == 0) {
        const DWORD error = ::GetLastError();
        return error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING
                   ? fail(FailureCode::RecordInUse, toUtf8(path_.native()))
                   : failureOf(error, Direction::Writing, "lock", path_);
    }
    BY_HANDLE_FILE_INFORMATION held{};
    if (::GetFileInformationByHandle(handle_.get(), &held) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "status", path_);
    if (::GetFileType(handle_.get()) != FILE_TYPE_DISK ||
        (held.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT)) != 0)
        return fail(FailureCode::FileNotReadable, toUtf8(path_.native()), "not a regular file");
    size_ = (std::uint64_t{held.nFileSizeHigh} << 32) | held.nFileSizeLow;
    const Handle present(::CreateFileW(path_.c_str(), FILE_READ_ATTRIBUTES, kShared, nullptr, OPEN_EXISTING,
                                       FILE_ATTRIBUTE_NORMAL, nullptr));
    BY_HANDLE_FILE_INFORMATION named{};
    return present.valid() && ::GetFileInformationByHandle(present.get(), &named) != 0 &&
           sameFile(held, named);
}

Result<Bytes> GrowingDiskFile::content(std::size_t limit) {
    if (size_ > limit)
        return fail(FailureCode::FileTooLarge, toUtf8(path_.native()),
                    "more than " + std::to_string(limit) + " bytes");
    Bytes content(static_cast<std::size_t>(size_));
    std::size_t done = 0;
    while (done < content.size()) {
        OVERLAPPED place = at(done);
        DWORD count = 0;
        const auto wanted =
            static_cast<DWORD>(std::min<std::size_t>(content.size() - done, kLargestTransfer));
        if (::ReadFile(handle_.get(), content.data() + done, wanted, &count, &place) == 0 &&
            ::GetLastError() != ERROR_HANDLE_EOF)
            return failureOf(::GetLastError(), Direction::Reading, "read", path_);
        if (count == 0)
            return fail(FailureCode::FileChangedMeanwhile, toUtf8(path_.native()));
        done += count;
    }
    return content;
}

Outcome GrowingDiskFile::append(ByteView piece) {
    while (!piece.empty()) {
        OVERLAPPED place = at(size_);
        DWORD count = 0;
        const auto wanted = static_cast<DWORD>(std::min<std::size_t>(piece.size(), kLargestTransfer));
        if (::WriteFile(handle_.get(), piece.data(), wanted, &count, &place) == 0)
            return failureOf(::GetLastError(), Direction::Writing, "write", path_);
        if (count == 0)
            return failureOf(ERROR_DISK_FULL, Direction::Writing, "write", path_);
        size_ += count;
        piece = piece.subspan(count);
    }
    return Done{};
}

Outcome GrowingDiskFile::sync() {
    // The name of a new file is on the medium with it: NTFS keeps names in its journal.
    if (::FlushFileBuffers(handle_.get()) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "flush", path_);
    return Done{};
}

Outcome GrowingDiskFile::cutTo(std::uint64_t size) {
    if (size > size_)
        return fail(FailureCode::Internal, toUtf8(path_.native()), "cut behind the end");
    FILE_END_OF_FILE_INFO end{};
    end.EndOfFile.QuadPart = static_cast<LONGLONG>(size);
    if (::SetFileInformationByHandle(handle_.get(), FileEndOfFileInfo, &end, sizeof(end)) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "cut", path_);
    size_ = size;
    return Done{};
}

} // namespace

Result<std::unique_ptr<GrowingFile>> openGrowing(const fs::path& path, IfHeld ifHeld) {
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::File));
    while (true) {
        // A link is opened itself, and then refused.
        Handle handle(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, kShared, owner.attributes(),
                                    OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT,
                                    nullptr));
        if (!handle.valid())
            return failureOf(::GetLastError(), Direction::Writing, "open", path);
        auto file = std::make_unique<GrowingDiskFile>(std::move(handle), path);
        TANBA_TRY(const bool named, file->hold(ifHeld));
        if (named)
            return std::unique_ptr<GrowingFile>(std::move(file));
    }
}

} // namespace tanba::native
