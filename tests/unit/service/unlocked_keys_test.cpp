#include "app/service/consent/unlocked_keys.h"

#include "core/base/bytes.h"

#include <gtest/gtest.h>

// Secrets that are kept for a while.

namespace tanba::service {
namespace {

using namespace std::chrono_literals;

class Unlocked : public testing::Test {
  protected:
    static SecretBytes secret(std::string_view text) { return SecretBytes::copyOf(viewOf(text)); }
    /// What is kept of a key; "-" when nothing is.
    std::string kept(const std::string& key) {
        const auto found = keys.secretOf(key);
        return found ? std::string(asText(found->view())) : "-";
    }

    std::chrono::milliseconds now{1'000'000};
    UnlockedKeys keys{[this] { return now; }};
};

TEST_F(Unlocked, KeepsASecretForTheTimeThatWasChosenAndNotLonger) {
    for (const std::chrono::minutes time : {5min, 15min, 60min}) {
        keys.keep("key", secret("Qwerty12"), time);
        EXPECT_EQ(keys.left("key"), time);
        EXPECT_EQ(kept("key"), "Qwerty12");
        EXPECT_EQ(kept("key"), "Qwerty12") << "as often as it is needed";
        now += time - 1ms;
        EXPECT_EQ(keys.left("key"), 1ms);
        EXPECT_EQ(kept("key"), "Qwerty12");
        now += 1ms;
        EXPECT_EQ(keys.left("key"), 0ms);
        EXPECT_EQ(kept("key"), "-");
    }
}

TEST_F(Unlocked, UsingASecretDoesNotProlongIt) {
    keys.keep("key", secret("1234"), 5min);
    for (int minute = 0; minute < 5; ++minute) {
        EXPECT_EQ(kept("key"), "1234");
        now += 1min;
    }
    EXPECT_EQ(kept("key"), "-");
}

TEST_F(Unlocked, KeepsNothingUnlessATimeThatIsOfferedWasChosen) {
    for (const int minutes : {0, 1, 30, 61, 1440, -5}) {
        keys.keep("key", secret("1234"), std::chrono::minutes(minutes));
        EXPECT_EQ(kept("key"), "-") << minutes;
    }
    keys.keep("key", SecretBytes(), 60min);
    EXPECT_EQ(kept("key"), "-") << "typed on a reader";
    EXPECT_FALSE(keys.nextTick());
}

TEST_F(Unlocked, ChoosingNoTimeForgetsWhatWasKept) {
    keys.keep("key", secret("1234"), 60min);
    keys.keep("key", secret("1234"), 0min);
    EXPECT_EQ(kept("key"), "-");
}

TEST_F(Unlocked, EachKeyHasItsOwn) {
    keys.keep("one", secret("1111"), 60min);
    keys.keep("two", secret("2222"), 5min);
    EXPECT_EQ(kept("one") + kept("two") + kept("three"), "11112222-");
    EXPECT_EQ(keys.nextTick(), 5min);
    now += 5min;
    EXPECT_EQ(keys.nextTick(), 0ms) << "the timer is late";
    keys.tick();
    EXPECT_EQ(keys.nextTick(), 55min);
    EXPECT_EQ(kept("one") + kept("two"), "1111-");
    keys.keep("two", secret("2222"), 5min);
    keys.forget("one");
    EXPECT_EQ(kept("one") + kept("two"), "-2222");
    keys.keep("one", secret("1111"), 60min);
    keys.forgetAll();
    EXPECT_EQ(kept("one") + kept("two"), "--");
    EXPECT_FALSE(keys.nextTick());
}

TEST_F(Unlocked, AClockThatGoesBackGivesNoTime) {
    keys.keep("key", secret("1234"), 5min);
    now -= 1ms;
    EXPECT_EQ(kept("key"), "-");
}

TEST_F(Unlocked, KeepsALimitedNumber) {
    for (std::size_t key = 0; key <= UnlockedKeys::kMost; ++key)
        keys.keep(std::to_string(key), secret("1234"), 5min);
    EXPECT_EQ(kept(std::to_string(UnlockedKeys::kMost - 1)), "1234");
    EXPECT_EQ(kept(std::to_string(UnlockedKeys::kMost)), "-");
}

} // namespace
} // namespace tanba::service
