#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <chrono>
#include <functional>
#include <string>

namespace tanba::reference_portal {

/// What the portal wants to be done later. Tests let the time pass themselves.
class Timers {
  public:
    virtual ~Timers() = default;
    virtual void after(std::chrono::milliseconds time, std::function<void()> task) = 0;
};

/// An SMS that reached its phone.
struct Sms {
    std::string phone; ///< in full; leaves the portal masked only
    std::string from;
    std::string text;
    Time at{};
};

/// The telephone network.
class SmsGateway {
  public:
    virtual ~SmsGateway() = default;
    virtual void deliver(const Sms& sms) = 0;
};

/// The clock of the portal, which may be wrong.
class SkewedClock : public Clock {
  public:
    SkewedClock(const Clock& clock, std::chrono::seconds skew) : clock_(clock), skew_(skew) {}
    Time now() const override { return clock_.now() + skew_; }

  private:
    const Clock& clock_;
    std::chrono::seconds skew_;
};

} // namespace tanba::reference_portal
