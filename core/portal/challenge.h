#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/portal/answers.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::portal {

/// How far the clocks of the portal and of this computer may be apart.
inline constexpr std::chrono::seconds kMaxClockSkew{120};

/// What a challenge must be an answer to.
struct ChallengeExpectation {
    std::string origin;      ///< the origin that TLS proved, normalised
    std::string clientNonce; ///< our own of this very request
    Format format = Format::XmlDsig;
    Time now{};
    /// The portal's clock minus ours, from its Date field (RFC 9110 6.6.1); absent when it sent none.
    std::optional<std::chrono::seconds> skew;
};

/// Before anything is signed: the challenge is exactly the `profile` shape of core/sign's table and nothing
/// else (portal.challenge_strange), names our origin inside and outside (portal.challenge_other_origin, the
/// subject is the stated one), carries our nonce (portal.challenge_replayed), the clocks agree
/// (portal.clock_wrong, the subject is the difference), and it has not expired and does not live longer than
/// an hour (portal.challenge_expired, portal.challenge_strange).
Outcome checkChallenge(const ChallengeAnswer& answer, const ChallengeExpectation& expected);

} // namespace tanba::portal
