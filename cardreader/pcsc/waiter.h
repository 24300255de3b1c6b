#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tanba::card::pcsc {

using Duration = std::chrono::milliseconds;

/// Rung once by one thread and heard by another. Stays rung.
class Bell {
  public:
    void ring();
    bool rung() const;
    /// Waits for at most `time` of the real clock; true when it was rung.
    bool waitFor(Duration time) const;

  private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    bool rung_ = false;
};

/// Passing time, injected so that tests need none of it.
class Waiter {
  public:
    virtual ~Waiter() = default;
    /// From a fixed moment, never going back.
    virtual Duration now() const = 0;
    /// Lets time pass; nothing else is awaited.
    virtual void pause(Duration time) = 0;
    /// Waits until the bell rings or the time is up; true when it rang.
    virtual bool wait(Duration time, const Bell& bell) = 0;
};

/// The steady clock of this computer.
Waiter& systemWaiter();

} // namespace tanba::card::pcsc
