#pragma once

#include "core/base/time.h"

namespace tanba {

/// The only way in which the domain learns what time it is.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock : public Clock {
  public:
    Time now() const override;
};

class FixedClock : public Clock {
  public:
    explicit FixedClock(Time time) : time_(time) {}
    Time now() const override { return time_; }

  private:
    Time time_;
};

} // namespace tanba
