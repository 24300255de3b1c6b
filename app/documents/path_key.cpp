#include "app/documents/path_key.h"

namespace tanba::documents {

std::filesystem::path pathKey(const std::filesystem::path& path) {
    std::error_code unknown;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, unknown);
    return unknown ? path.lexically_normal() : real;
}

} // namespace tanba::documents
