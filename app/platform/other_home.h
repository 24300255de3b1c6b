#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::platform {

/// A variable of the environment as it was; without a value it was not set.
struct FormerVariable {
    std::string name;
    std::optional<std::string> value;
};

/// From now on this process takes `home` for the home folder of its user: settings, data, caches, the
/// certificate stores of browsers and mounted drives are looked for there, whichever library looks. To be
/// called before the process has a second thread.
/// @returns what it changed, for programs that are started for the person and belong to the real home.
std::vector<FormerVariable> useOtherHome(const std::filesystem::path& home);

} // namespace tanba::platform
