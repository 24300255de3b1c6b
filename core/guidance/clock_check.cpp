#include "core/guidance/clock_check.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

bool earlier(Time now, std::optional<Time> bound) {
    return bound && now + kClockTolerance < *bound;
}

} // namespace

ClockJudgement judgeClock(Time now, const ClockEvidence& evidence) {
    if (evidence.trustedNow && now + kTrustedTolerance < *evidence.trustedNow)
        return ClockJudgement::BehindTrusted;
    if (evidence.trustedNow && now > *evidence.trustedNow + kTrustedTolerance)
        return ClockJudgement::AheadOfTrusted;
    if (evidence.trustedNow)
        return ClockJudgement::Plausible; // what was seen before came from a clock that was wrong then
    if (evidence.notBefore && now + kTrustedTolerance < *evidence.notBefore)
        return ClockJudgement::BehindTrusted;
    if (earlier(now, evidence.build))
        return ClockJudgement::BeforeBuild;
    if (earlier(now, evidence.latestBegin))
        return ClockJudgement::BeforeCertificate;
    if (earlier(now, evidence.lastSeen))
        return ClockJudgement::WentBack;
    return ClockJudgement::Plausible;
}

Time nextLastSeen(std::optional<Time> lastSeen, Time now, ClockConfirmed confirmed) {
    return lastSeen && confirmed == ClockConfirmed::No ? std::max(*lastSeen, now) : now;
}

} // namespace tanba::guidance
