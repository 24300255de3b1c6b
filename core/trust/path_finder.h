#pragma once

#include "core/trust/path.h"

#include <vector>

namespace tanba::trust {

/// At most so many chains of one certificate are looked at: a hostile file may carry any number of
/// certificates that share a name.
inline constexpr std::size_t kMaxPaths = 8;
inline constexpr std::size_t kMaxPathLength = 10;
/// Signatures verified for one certificate, and for a whole search. Issuers that an anchor signed are tried
/// before the others, so only namesakes below those can hide the right one; what is found then is a chain
/// that is broken or has no anchor, never a wrong one that is good.
inline constexpr std::size_t kMaxTrials = 64;
inline constexpr std::size_t kMaxTrialsInAll = 512;

/// The chains that names and key identifiers allow. Those in which every signature verifies come first, so
/// that certificates forged in an issuer's name do not hide the issuer; the others are there to tell what is
/// wrong. Of each kind: to the user's anchors first, to the test anchors last, short ones before long ones.
/// Nothing but the signatures is verified here.
std::vector<Path> findPaths(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                            const std::vector<Anchor>& anchors);

} // namespace tanba::trust
