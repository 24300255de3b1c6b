#include "core/guidance/heard_times.h"

#include "core/guidance/clock_check.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

using std::chrono::seconds;

// Both clocks are cut to whole seconds, at different moments.
constexpr seconds kRounding{2};

} // namespace

void HeardTimes::goOn(const ClockMoment& now) {
    if (last_) {
        const seconds passed = now.steady - last_->steady;
        const seconds jump = (now.wall - last_->wall) - passed;
        if (ahead_ && jump < -kRounding) // somebody set it back
            *ahead_ = {ahead_->least + jump, ahead_->most + jump};
        if (ahead_ && jump > kRounding) // somebody set it forward, or the computer slept
            ahead_->most += jump;
        if (ahead_ && jump > kTrustedTolerance) // and may have been set right in its sleep
            ahead_->least = std::min(ahead_->least, seconds(0));
        if (notBefore_)
            *notBefore_ += passed;
    }
    last_ = now;
}

void HeardTimes::answered(Time time, const ClockMoment& asked, const ClockMoment& now) {
    goOn(now);
    // It was made between the question and now.
    const seconds whenAsked = asked.wall - time;
    const seconds whenHere = now.wall - time;
    ahead_ = {std::min(whenAsked, whenHere), std::max(whenAsked, whenHere)};
}

void HeardTimes::existsSince(Time time, const ClockMoment& now) {
    goOn(now);
    notBefore_ = notBefore_ ? std::max(*notBefore_, time) : time;
}

std::optional<Time> HeardTimes::now() const {
    if (!ahead_)
        return std::nullopt;
    // The least error that explains everything.
    const seconds ahead = std::clamp(seconds(0), ahead_->least, ahead_->most);
    if (ahead == seconds(0) && ahead_->most - ahead_->least > kTrustedTolerance)
        return std::nullopt;
    return last_->wall - ahead;
}

} // namespace tanba::guidance
