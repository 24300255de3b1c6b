#include "app/net/system_roots.h"

namespace tanba::net {

std::optional<std::string> systemRootsAsPem() {
    return std::nullopt;
}

} // namespace tanba::net
