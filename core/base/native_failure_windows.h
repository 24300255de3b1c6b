#pragma once

#include "core/base/failure.h"

#include <windows.h>

#include <filesystem>
#include <string_view>

namespace tanba::native {

enum class Direction { Reading, Writing };

/// The failure for a value of GetLastError(). Its detail is the step that failed and the number.
Failure failureOf(DWORD error, Direction direction, std::string_view step, const std::filesystem::path& path);

} // namespace tanba::native
