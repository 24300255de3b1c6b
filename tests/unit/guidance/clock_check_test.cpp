#include "core/guidance/clock_check.h"

#include "tests/unit/guidance/moments.h"

#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::moment;

const Time kNow = moment("2026-11-22T06:00:00Z");
const Time kBuild = moment("2026-11-01T00:00:00Z");

TEST(ClockCheck, NothingAgainstIt) {
    EXPECT_EQ(judgeClock(kNow, {kBuild, kNow - hours(1), kNow - hours(48), kNow + seconds(299), {}}),
              ClockJudgement::Plausible);
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, {}, {}}), ClockJudgement::Plausible);
}

TEST(ClockCheck, EarlierThanItCanBe) {
    EXPECT_EQ(judgeClock(kBuild - hours(1), {kBuild, {}, {}, {}, {}}), ClockJudgement::BeforeBuild);
    EXPECT_EQ(judgeClock(kNow, {kBuild, kNow + hours(1), {}, {}, {}}), ClockJudgement::WentBack);
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, kNow + hours(1), {}, {}}), ClockJudgement::BeforeCertificate);
}

TEST(ClockCheck, AFewMinutesAreNoSign) {
    EXPECT_EQ(judgeClock(kNow, {kBuild, kNow + minutes(10), kNow + minutes(10), {}, {}}),
              ClockJudgement::Plausible);
    EXPECT_EQ(judgeClock(kNow, {kBuild, kNow + minutes(10) + seconds(1), {}, {}, {}}),
              ClockJudgement::WentBack);
}

TEST(ClockCheck, ATrustedTimeDecides) {
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, kNow + seconds(301), {}}), ClockJudgement::BehindTrusted);
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, kNow - seconds(301), {}}), ClockJudgement::AheadOfTrusted);
    EXPECT_EQ(judgeClock(kNow, {kBuild, kNow + hours(24 * 365), {}, kNow, kNow + hours(1)}),
              ClockJudgement::Plausible)
        << "the clock was ahead when it was last seen";
}

TEST(ClockCheck, ItIsNotEarlierThanWhatExists) {
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, {}, kNow + minutes(5)}), ClockJudgement::Plausible);
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, {}, kNow + seconds(301)}), ClockJudgement::BehindTrusted);
    EXPECT_EQ(judgeClock(kNow, {kBuild, {}, {}, {}, kNow - hours(1000)}), ClockJudgement::Plausible);
}

TEST(ClockCheck, LastSeenOnlyGrowsUnlessTheClockIsKnownToBeRight) {
    EXPECT_EQ(nextLastSeen({}, kNow, ClockConfirmed::No), kNow);
    EXPECT_EQ(nextLastSeen(kNow, kNow + hours(1), ClockConfirmed::No), kNow + hours(1));
    EXPECT_EQ(nextLastSeen(kNow, kNow - hours(1), ClockConfirmed::No), kNow);
    EXPECT_EQ(nextLastSeen(kNow, kNow - hours(1), ClockConfirmed::Yes), kNow - hours(1));
}

} // namespace
} // namespace tanba::guidance
