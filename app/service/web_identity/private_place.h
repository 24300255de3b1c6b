#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace tanba::service {

/// service.identity_unusable, with the path as subject, unless the file and its folder belong to this user
/// and nobody else can read, replace or list them.
Outcome requirePrivate(const std::filesystem::path& folder, const std::filesystem::path& file);

} // namespace tanba::service
