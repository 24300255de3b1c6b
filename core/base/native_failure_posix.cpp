#include "core/base/native_failure_posix.h"

#include "core/base/result.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace tanba::native {

namespace {

struct ErrorRow {
    int error;
    FailureCode code;
};

constexpr auto kErrors = std::to_array<ErrorRow>({
    {ENOENT, FailureCode::FileNotFound},
    {ENOTDIR, FailureCode::FileNotFound},
    {EACCES, FailureCode::FileNoPermission},
    {EPERM, FailureCode::FileNoPermission},
    {EROFS, FailureCode::FileReadOnlyMedium},
    {ENOSPC, FailureCode::FileDiskFull},
    {EDQUOT, FailureCode::FileDiskFull},
    {EIO, FailureCode::FileMediumGone},
    {ENXIO, FailureCode::FileMediumGone},
    {ENODEV, FailureCode::FileMediumGone},
    {ESTALE, FailureCode::FileMediumGone},
    {EISDIR, FailureCode::FileIsFolder},
    {EEXIST, FailureCode::FileExists},
    {EFBIG, FailureCode::FileTooLarge},
    {ENOMEM, FailureCode::OutOfMemory},
});

FailureCode codeOf(int error, Direction direction) {
    const auto row = std::ranges::find(kErrors, error, &ErrorRow::error);
    if (row != kErrors.end())
        return row->code;
    return direction == Direction::Reading ? FailureCode::FileNotReadable : FailureCode::FileWriteFailed;
}

} // namespace

Failure failureOf(int error, Direction direction, std::string_view step, const std::filesystem::path& path) {
    return fail(codeOf(error, direction), path.string(),
                std::string(step) + ": " + std::generic_category().message(error));
}

} // namespace tanba::native
