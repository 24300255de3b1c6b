#pragma once

#include "core/trust/path.h"

#include <vector>

namespace tanba::trust {

/// At most so many chains of one certificate are looked at: a hostile file may carry any number of
/// certificates that share a name.
inline constexpr std::size_t kMaxPaths = 8;
inline constexpr std::size_t kMaxPathLength = 10;

/// The chains that names and key identifiers allow: to the user's anchors first, to the test anchors last,
/// short ones before long ones. Nothing is verified yet.
std::vector<Path> findPaths(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                            const std::vector<Anchor>& anchors);

} // namespace tanba::trust
