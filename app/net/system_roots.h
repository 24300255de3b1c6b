#pragma once

#include <optional>
#include <string>

namespace tanba::net {

/// The authorities that this user's system trusts for web sites, one PEM block after the other; nothing where
/// OpenSSL finds them by itself.
std::optional<std::string> systemRootsAsPem();

} // namespace tanba::net
