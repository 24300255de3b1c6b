#pragma once

#include <filesystem>

namespace tanba::service {

/// Where the service keeps its identity and spools large messages, in the program's data folder; made with
/// platform::makePrivateFolder().
inline std::filesystem::path serviceFolder(const std::filesystem::path& dataFolder) {
    return dataFolder / "service";
}

} // namespace tanba::service
