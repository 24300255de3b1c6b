#pragma once

#include "core/base/time.h"

#include <chrono>
#include <optional>

namespace tanba::guidance {

/// Clocks are set right by a few minutes now and then; less than this is no sign of anything.
inline constexpr std::chrono::minutes kClockTolerance{10};
/// What portals and time stamps put up with.
inline constexpr std::chrono::minutes kTrustedTolerance{2};

/// What speaks for or against the computer's clock.
struct ClockEvidence {
    Time build{};                    ///< the program cannot run before it was built
    std::optional<Time> lastSeen;    ///< the latest time at which it ran
    std::optional<Time> latestBegin; ///< the latest notBefore among the person's certificates
    std::optional<Time> trustedNow;  ///< just now told by a server over TLS (Date header, RFC 9110 6.6.1)
};

enum class ClockJudgement {
    Plausible,
    BeforeBuild,
    WentBack,          ///< earlier than the last time the program ran
    BeforeCertificate, ///< a certificate in hand would only be issued later
    BehindTrusted,
    AheadOfTrusted, ///< without a trusted time, a clock that is ahead cannot be noticed
};

/// The strongest sign first: trusted time, build, certificate, last run.
ClockJudgement judgeClock(Time now, const ClockEvidence& evidence);

enum class ClockConfirmed { No, ByPerson };

/// What to remember as lastSeen: it only grows, unless the person said that the clock is right now (it had
/// been ahead before).
Time nextLastSeen(std::optional<Time> lastSeen, Time now, ClockConfirmed confirmed);

} // namespace tanba::guidance
