#include "tests/support/scripted_pcsc.h"

#include <gtest/gtest.h>

#include <thread>

namespace tanba::test {

using card::pcsc::Bell;
using card::pcsc::Duration;

namespace {

constexpr std::chrono::seconds kRealPatience{20};

bool reaches(const std::atomic<int>& count, int wanted) {
    const auto start = std::chrono::steady_clock::now();
    while (count < wanted) {
        if (std::chrono::steady_clock::now() - start > kRealPatience)
            return false;
        std::this_thread::sleep_for(Duration(1));
    }
    return true;
}

} // namespace

Duration VirtualWaiter::now() const {
    return Duration(now_.load());
}

void VirtualWaiter::advance(Duration time) {
    now_ += time.count();
    // Whoever waits for this moment gets the processor.
    std::this_thread::yield();
}

bool VirtualWaiter::wait(Duration time, const Bell& bell) {
    const Duration end = now() + time;
    const auto start = std::chrono::steady_clock::now();
    ++waiting_;
    ++begun_;
    bool rang = bell.waitFor(Duration(0));
    while (!rang && now() < end) {
        rang = bell.waitFor(Duration(1));
        if (std::chrono::steady_clock::now() - start > kRealPatience) {
            ADD_FAILURE() << "nobody let time pass or rang the bell";
            break;
        }
    }
    --waiting_;
    return rang;
}

bool VirtualWaiter::untilWaiting(int threads) const {
    return reaches(waiting_, threads);
}

bool VirtualWaiter::untilWaitsBegun(int waits) const {
    return reaches(begun_, waits);
}

} // namespace tanba::test
