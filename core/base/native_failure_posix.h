#pragma once

#include "core/base/failure.h"

#include <filesystem>
#include <string_view>

namespace tanba::native {

enum class Direction { Reading, Writing };

/// The failure for an errno. Its detail is the step that failed and the system's own words for the error.
Failure failureOf(int error, Direction direction, std::string_view step, const std::filesystem::path& path);

} // namespace tanba::native
