#pragma once

#include "core/base/time_witness.h"

#include <optional>

namespace tanba::guidance {

/// What answers told about the time (TimeWitness), carried on by both clocks: an answer holds at the moment
/// at which it came and is no proof of any later one by itself.
class HeardTimes {
  public:
    void answered(Time time, const ClockMoment& asked, const ClockMoment& now);
    void existsSince(Time time, const ClockMoment& now);
    /// Goes on to `now`. To be called whenever the clock may have been set.
    void goOn(const ClockMoment& now);

    /// The time that it is at the last moment, if a server told it and nothing that happened since leaves
    /// open whether the clock was set or the computer slept.
    std::optional<Time> now() const;
    /// The time that it is at least at the last moment.
    std::optional<Time> notBefore() const { return notBefore_; }

  private:
    /// By how much the computer's clock is ahead at least and at most; negative: behind.
    struct Ahead {
        std::chrono::seconds least{};
        std::chrono::seconds most{};
    };
    std::optional<ClockMoment> last_;
    std::optional<Ahead> ahead_;
    std::optional<Time> notBefore_;
};

} // namespace tanba::guidance
