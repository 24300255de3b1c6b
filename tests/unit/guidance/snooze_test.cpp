#include "core/guidance/snooze.h"

#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using test::moment;
using testing::ElementsAre;
using testing::IsEmpty;

const Time kBegin = moment("2025-12-21T10:00:00Z");
const Time kEnd = moment("2026-12-21T10:00:00Z");

ExpiryJudgement at(Time now) {
    return judgeExpiry(kBegin, kEnd, now);
}

Reminder reminded(SnoozeChoice choice, std::string_view chosen, std::string_view now) {
    const Snooze snooze{choice, moment(chosen), at(moment(chosen)).threshold};
    return reminderFor(at(moment(now)), snooze, moment(now));
}

TEST(Snooze, NothingToPutOffWhileAllIsWell) {
    const Time now = moment("2026-06-01T00:00:00Z");
    EXPECT_THAT(snoozeChoices(at(now)), IsEmpty());
    EXPECT_EQ(reminderFor(at(now), std::nullopt, now), Reminder::Silent);
}

TEST(Snooze, WithoutOneEveryWarningIsDue) {
    for (const char* now : {"2026-11-25T00:00:00Z", "2026-12-21T09:00:00Z", "2026-12-25T00:00:00Z"})
        EXPECT_EQ(reminderFor(at(moment(now)), std::nullopt, moment(now)), Reminder::Due) << now;
}

TEST(Snooze, UntilTomorrowEndsAtMidnightInKazakhstan) {
    EXPECT_EQ(reminded(SnoozeChoice::UntilTomorrow, "2026-11-25T06:00:00Z", "2026-11-25T18:59:59Z"),
              Reminder::Silent);
    EXPECT_EQ(reminded(SnoozeChoice::UntilTomorrow, "2026-11-25T06:00:00Z", "2026-11-25T19:00:00Z"),
              Reminder::Due);
}

TEST(Snooze, UntilTheNextThreshold) {
    EXPECT_EQ(reminded(SnoozeChoice::UntilNextThreshold, "2026-11-22T06:00:00Z", "2026-12-06T06:00:00Z"),
              Reminder::Silent);
    EXPECT_EQ(reminded(SnoozeChoice::UntilNextThreshold, "2026-11-22T06:00:00Z", "2026-12-07T06:00:00Z"),
              Reminder::Due);
}

TEST(Snooze, InTheLastDaysOnlyADay) {
    EXPECT_THAT(snoozeChoices(at(moment("2026-12-18T06:00:00Z"))), ElementsAre(SnoozeChoice::UntilTomorrow));
    EXPECT_EQ(reminded(SnoozeChoice::UntilNextThreshold, "2026-12-18T06:00:00Z", "2026-12-18T07:00:00Z"),
              Reminder::Due)
        << "a choice that is not offered does not count";
}

TEST(Snooze, ExpiredCanBeSilencedForGood) {
    EXPECT_THAT(snoozeChoices(at(moment("2026-12-22T06:00:00Z"))),
                ElementsAre(SnoozeChoice::UntilTomorrow, SnoozeChoice::ForGood));
    EXPECT_EQ(reminded(SnoozeChoice::ForGood, "2026-12-22T06:00:00Z", "2028-12-22T06:00:00Z"),
              Reminder::Silent);
    EXPECT_EQ(reminded(SnoozeChoice::ForGood, "2026-12-10T06:00:00Z", "2026-12-10T07:00:00Z"), Reminder::Due)
        << "not before the end";
}

TEST(Snooze, ChosenInTheFutureDoesNotCount) {
    EXPECT_EQ(reminded(SnoozeChoice::UntilNextThreshold, "2026-11-28T06:00:00Z", "2026-11-25T06:00:00Z"),
              Reminder::Due);
}

} // namespace
} // namespace tanba::guidance
