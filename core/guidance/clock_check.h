#pragma once

#include "core/base/time.h"

#include <chrono>
#include <optional>

namespace tanba::guidance {

/// Clocks are set right by a few minutes now and then; less than this is no sign of anything.
inline constexpr std::chrono::minutes kClockTolerance{10};
/// What portals and time stamps put up with, and the program itself in answers (core/trust/clock_skew.h). An
/// answer comes within two minutes, so what is left is no accident of the network.
inline constexpr std::chrono::minutes kTrustedTolerance{5};

/// What speaks for or against the computer's clock.
struct ClockEvidence {
    Time build{};                    ///< the program cannot run before it was built
    std::optional<Time> lastSeen;    ///< the latest time at which it ran
    std::optional<Time> latestBegin; ///< the latest notBefore among the person's certificates
    std::optional<Time> trustedNow;  ///< the time that it is, as a proved answer told (heard_times.h)
    std::optional<Time> notBefore; ///< the time that it is at least, because something proved exists already
};

enum class ClockJudgement {
    Plausible,
    BeforeBuild,
    WentBack,          ///< earlier than the last time the program ran
    BeforeCertificate, ///< a certificate in hand would only be issued later
    BehindTrusted,     ///< a proved answer told a later time
    AheadOfTrusted,    ///< a proved answer told an earlier one; without any, it cannot be noticed
};

/// The strongest sign first: the time that an answer told, what exists already, build, certificate, last run.
ClockJudgement judgeClock(Time now, const ClockEvidence& evidence);

/// Whether somebody who must know it said that the clock is right: the person, or a proved answer.
enum class ClockConfirmed { No, Yes };

/// What to remember as lastSeen: it only grows, unless the clock is known to be right now (it had been ahead
/// before).
Time nextLastSeen(std::optional<Time> lastSeen, Time now, ClockConfirmed confirmed);

} // namespace tanba::guidance
