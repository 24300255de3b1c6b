#pragma once

#include <filesystem>

namespace tanba::documents {

/// Two ways of naming one place give one key: absolute, symbolic links followed as far as there is something.
std::filesystem::path pathKey(const std::filesystem::path& path);

} // namespace tanba::documents
