#include "cardreader/pcsc/waiter.h"

#include <thread>

namespace tanba::card::pcsc {
namespace {

class SteadyWaiter : public Waiter {
  public:
    Duration now() const override {
        return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
    }
    void pause(Duration time) override { std::this_thread::sleep_for(time); }
    bool wait(Duration time, const Bell& bell) override { return bell.waitFor(time); }
};

} // namespace

void Bell::ring() {
    {
        const std::lock_guard lock(mutex_);
        rung_ = true;
    }
    changed_.notify_all();
}

bool Bell::rung() const {
    const std::lock_guard lock(mutex_);
    return rung_;
}

bool Bell::waitFor(Duration time) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return rung_; });
}

Waiter& systemWaiter() {
    static SteadyWaiter waiter;
    return waiter;
}

} // namespace tanba::card::pcsc
