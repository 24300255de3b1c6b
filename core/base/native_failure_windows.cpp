#include "core/base/native_failure_windows.h"

#include "core/base/result.h"
#include "core/base/windows_handle.h"
#include "core/base/windows_text.h"

#include <algorithm>
#include <array>

namespace tanba::native {

namespace {

struct ErrorRow {
    DWORD error;
    FailureCode code;
};

/// ERROR_DISK_QUOTA_EXCEEDED, which mingw's headers do not name.
constexpr DWORD kDiskQuotaExceeded = 1295;

constexpr auto kErrors = std::to_array<ErrorRow>({
    {ERROR_FILE_NOT_FOUND, FailureCode::FileNotFound},
    {ERROR_PATH_NOT_FOUND, FailureCode::FileNotFound},
    {ERROR_INVALID_NAME, FailureCode::FileNotFound},
    {ERROR_ACCESS_DENIED, FailureCode::FileNoPermission},
    {ERROR_SHARING_VIOLATION, FailureCode::FileNoPermission},
    {ERROR_LOCK_VIOLATION, FailureCode::FileNoPermission},
    {ERROR_WRITE_PROTECT, FailureCode::FileReadOnlyMedium},
    {ERROR_DISK_FULL, FailureCode::FileDiskFull},
    {ERROR_HANDLE_DISK_FULL, FailureCode::FileDiskFull},
    {kDiskQuotaExceeded, FailureCode::FileDiskFull},
    {ERROR_NOT_READY, FailureCode::FileMediumGone},
    {ERROR_DEV_NOT_EXIST, FailureCode::FileMediumGone},
    {ERROR_DEVICE_NOT_CONNECTED, FailureCode::FileMediumGone},
    {ERROR_FILE_INVALID, FailureCode::FileMediumGone},
    {ERROR_IO_DEVICE, FailureCode::FileMediumGone},
    {ERROR_CRC, FailureCode::FileMediumGone},
    {ERROR_NETNAME_DELETED, FailureCode::FileMediumGone},
    {ERROR_UNEXP_NET_ERR, FailureCode::FileMediumGone},
    {ERROR_FILE_EXISTS, FailureCode::FileExists},
    {ERROR_ALREADY_EXISTS, FailureCode::FileExists},
    {ERROR_FILE_TOO_LARGE, FailureCode::FileTooLarge},
    {ERROR_NOT_ENOUGH_MEMORY, FailureCode::OutOfMemory},
    {ERROR_OUTOFMEMORY, FailureCode::OutOfMemory},
});

FailureCode codeOf(DWORD error, Direction direction) {
    const auto row = std::ranges::find(kErrors, error, &ErrorRow::error);
    if (row != kErrors.end())
        return row->code;
    return direction == Direction::Reading ? FailureCode::FileNotReadable : FailureCode::FileWriteFailed;
}

} // namespace

Failure failureOf(DWORD error, Direction direction, std::string_view step,
                  const std::filesystem::path& path) {
    return fail(codeOf(error, direction), toUtf8(path.native()),
                std::string(step) + ": " + describeError(error));
}

} // namespace tanba::native
