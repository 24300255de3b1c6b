#pragma once

#include "core/trust/path.h"
#include "core/trust/signature_checks.h"

#include <vector>

namespace tanba::trust {

/// At most so many chains of one certificate are looked at: a hostile file may carry any number of
/// certificates that share a name.
inline constexpr std::size_t kMaxPaths = 8;
inline constexpr std::size_t kMaxPathLength = 10;
/// The chains that names and key identifiers allow. Those in which every signature verifies come first, so
/// that certificates forged in an issuer's name do not hide the issuer; the others are there to tell what is
/// wrong. Of each kind: to the user's anchors first, to the test anchors last, short ones before long ones.
/// Nothing but the signatures is verified here, as many as `signatures` lets be.
std::vector<Path> findPaths(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                            const std::vector<Anchor>& anchors, SignatureChecks& signatures);

} // namespace tanba::trust
