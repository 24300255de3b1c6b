#include "cardreader/pcsc/waiter.h"

#include <gtest/gtest.h>

#include <thread>

namespace tanba::card::pcsc {
namespace {

using namespace std::chrono_literals;

TEST(Waiter, ABellIsHeardAtOnceAndStaysRung) {
    Bell bell;
    EXPECT_FALSE(bell.rung());
    std::thread ringer([&] { bell.ring(); });
    EXPECT_TRUE(systemWaiter().wait(20s, bell));
    ringer.join();
    EXPECT_TRUE(bell.rung());
    EXPECT_TRUE(systemWaiter().wait(20s, bell));
}

TEST(Waiter, TimeIsUpWithoutABell) {
    const Bell bell;
    const Duration start = systemWaiter().now();
    EXPECT_FALSE(systemWaiter().wait(10ms, bell));
    systemWaiter().pause(10ms);
    EXPECT_GE(systemWaiter().now() - start, 19ms);
}

} // namespace
} // namespace tanba::card::pcsc
