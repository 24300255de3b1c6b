#include "core/base/native_failure_windows.h"
#include "core/base/native_file.h"
#include "core/base/windows_owner.h"
#include "core/base/windows_text.h"

#include <fcntl.h>
#include <io.h>

#include <algorithm>
#include <utility>

namespace tanba::native {

namespace {

constexpr DWORD kLargestTransfer = DWORD{1} << 30;
/// An open file may be renamed and removed; whether it may be replaced is for the system to say (rename()).
constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// The C library's number for it, which owns it from now on; less than 0 when there is none left.
int numbered(Handle handle) {
    const int descriptor = ::_open_osfhandle(reinterpret_cast<intptr_t>(handle.get()), _O_BINARY);
    if (descriptor >= 0)
        static_cast<void>(handle.release());
    return descriptor;
}

HANDLE handleOf(int descriptor) {
    return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

DWORD transferOf(std::size_t size) {
    return static_cast<DWORD>(std::min<std::size_t>(size, kLargestTransfer));
}

} // namespace

Result<File> File::openForReading(const std::filesystem::path& path) {
    // With these semantics a folder can be opened, and be told from what must not be read.
    Handle handle(::CreateFileW(path.c_str(), GENERIC_READ, kShared, nullptr, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_SEQUENTIAL_SCAN, nullptr));
    if (!handle.valid())
        return failureOf(::GetLastError(), Direction::Reading, "open", path);
    if (::GetFileType(handle.get()) != FILE_TYPE_DISK)
        return fail(FailureCode::FileNotReadable, toUtf8(path.native()), "not a regular file");
    BY_HANDLE_FILE_INFORMATION facts{};
    if (::GetFileInformationByHandle(handle.get(), &facts) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "status", path);
    if ((facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
        return fail(FailureCode::FileIsFolder, toUtf8(path.native()));
    const int descriptor = numbered(std::move(handle));
    if (descriptor < 0)
        return failureOf(ERROR_TOO_MANY_OPEN_FILES, Direction::Reading, "open", path);
    File file(descriptor, path);
    file.size_ = (std::uint64_t{facts.nFileSizeHigh} << 32) | facts.nFileSizeLow;
    return file;
}

Result<File> File::create(const std::filesystem::path& path) {
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::File));
    Handle handle(::CreateFileW(path.c_str(), GENERIC_WRITE, kShared, owner.attributes(), CREATE_NEW,
                                FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!handle.valid())
        return failureOf(::GetLastError(), Direction::Writing, "create", path);
    const int descriptor = numbered(std::move(handle));
    if (descriptor < 0)
        return failureOf(ERROR_TOO_MANY_OPEN_FILES, Direction::Writing, "create", path);
    return File(descriptor, path);
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), path_(std::move(other.path_)) {}

File::~File() {
    // Whoever needs to know that the content arrived has called sync().
    if (descriptor_ >= 0)
        ::_close(descriptor_);
}

Result<std::size_t> File::read(std::span<std::uint8_t> buffer) {
    DWORD count = 0;
    if (::ReadFile(handleOf(descriptor_), buffer.data(), transferOf(buffer.size()), &count, nullptr) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "read", path_);
    return std::size_t{count};
}

Outcome File::write(ByteView bytes) {
    while (!bytes.empty()) {
        DWORD count = 0;
        if (::WriteFile(handleOf(descriptor_), bytes.data(), transferOf(bytes.size()), &count, nullptr) == 0)
            return failureOf(::GetLastError(), Direction::Writing, "write", path_);
        if (count == 0)
            return fail(FailureCode::FileWriteFailed, toUtf8(path_.native()), "nothing was written");
        bytes = bytes.subspan(count);
    }
    return Done{};
}

Outcome File::rewind() {
    if (::SetFilePointerEx(handleOf(descriptor_), LARGE_INTEGER{}, nullptr, FILE_BEGIN) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "rewind", path_);
    return Done{};
}

Outcome File::sync() {
    if (::FlushFileBuffers(handleOf(descriptor_)) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "flush", path_);
    return Done{};
}

Outcome syncFolder(const std::filesystem::path&) {
    // rename() and its kin are on the medium when they return (MOVEFILE_WRITE_THROUGH); a folder itself
    // cannot be flushed.
    return Done{};
}

} // namespace tanba::native
