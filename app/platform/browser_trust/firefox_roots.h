#pragma once

#include <filesystem>

namespace tanba::platform {

/// Whether Firefox trusts, with this profile, what the user of a Windows or macOS put into the system's
/// store: the preference security.enterprise_roots.enabled, and without it the version that had the profile
/// open last (from 120 on it does).
bool followsSystemRoots(const std::filesystem::path& profile);

} // namespace tanba::platform
