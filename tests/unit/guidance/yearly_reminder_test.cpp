#include "core/guidance/yearly_reminder.h"

#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using test::day;
using State = YearlyReminderState;

State on(std::string_view enabled, std::optional<std::string_view> shown, std::string_view today) {
    return yearlyReminderOn({day(enabled), shown ? std::optional(day(*shown)) : std::nullopt}, day(today));
}

TEST(YearlyReminder, OffByDefault) {
    EXPECT_EQ(yearlyReminderOn({}, day("2026-01-28")), State::Off);
}

TEST(YearlyReminder, OnTheDayAndLaterUntilShown) {
    EXPECT_EQ(on("2025-06-01", {}, "2026-01-27"), State::Waiting);
    EXPECT_EQ(on("2025-06-01", {}, "2026-01-28"), State::Due);
    EXPECT_EQ(on("2025-06-01", {}, "2026-03-01"), State::Due) << "the computer was off in January";
    EXPECT_EQ(on("2025-06-01", "2026-01-28", "2026-03-01"), State::Waiting);
    EXPECT_EQ(on("2025-06-01", "2026-03-01", "2027-01-28"), State::Due);
}

TEST(YearlyReminder, NotForADayThatHadPassed) {
    EXPECT_EQ(on("2026-02-01", {}, "2026-02-01"), State::Waiting);
    EXPECT_EQ(on("2026-01-28", {}, "2026-01-28"), State::Due);
}

TEST(YearlyReminder, WhatWasShownByAClockAheadDoesNotCount) {
    EXPECT_EQ(on("2025-06-01", "2029-05-01", "2026-01-28"), State::Due);
    EXPECT_EQ(on("2025-06-01", "2026-01-28", "2026-01-27"), State::Waiting) << "corrected at midnight";
}

TEST(YearlyReminder, InACalendar) {
    EXPECT_EQ(yearlyCalendarEvent("id", day("2026-01-28"), "s", "d").day, day("2026-01-28"));
    const CalendarEvent event = yearlyCalendarEvent("id", day("2026-01-29"), "s", "d");
    EXPECT_EQ(event.day, day("2027-01-28"));
    EXPECT_THAT(calendarFile({event}, test::moment("2026-01-29T00:00:00Z")),
                testing::HasSubstr("RRULE:FREQ=YEARLY\r\n"));
}

} // namespace
} // namespace tanba::guidance
