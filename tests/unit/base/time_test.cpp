#include "core/base/time.h"

#include "core/base/clock.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <chrono>

namespace tanba {
namespace {

using test::outcome;

TEST(Time, ReadsRfc3339) {
    struct Case {
        std::string_view text;
        std::string_view utc;
    };
    for (const Case& row : {
             Case{"2026-06-20T12:00:00Z", "2026-06-20T12:00:00Z"},
             Case{"2026-06-20t12:00:00z", "2026-06-20T12:00:00Z"},
             Case{"2026-06-20 12:00:00Z", "2026-06-20T12:00:00Z"},
             Case{"2026-06-20T17:00:00+05:00", "2026-06-20T12:00:00Z"},
             Case{"2026-01-01T00:30:00+05:30", "2025-12-31T19:00:00Z"},
             Case{"2026-06-20T12:00:00-00:01", "2026-06-20T12:01:00Z"},
             Case{"2026-06-20T12:00:00.999999999999Z", "2026-06-20T12:00:00Z"},
             Case{"2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"},
             Case{"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
             Case{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
             Case{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
         }) {
        const auto time = parseRfc3339(row.text);
        ASSERT_TRUE(time.ok()) << row.text;
        EXPECT_EQ(formatRfc3339(time.value()), row.utc);
    }
    EXPECT_EQ(parseRfc3339("1970-01-01T00:00:01Z").value().time_since_epoch().count(), 1);
    EXPECT_EQ(parseRfc3339("2026-06-20T12:00:00Z").value().time_since_epoch().count(), 1781956800);
}

TEST(Time, RefusesWhatIsNoTime) {
    for (const std::string_view text : {"",
                                        "2026",
                                        "2026-06-20",
                                        "2026-06-20T12:00:00",
                                        "2026-06-20T12:00Z",
                                        "2026-06-20T12:00:00+5:00",
                                        "2026-06-20T12:00:00+0500",
                                        "2026-06-20T12:00:00+24:00",
                                        "2026-06-20T12:00:00+05:60",
                                        "2026-06-20T12:00:00Zx",
                                        " 2026-06-20T12:00:00Z",
                                        "2026-06-20T12:00:00.Z",
                                        "2026-06-20T12:00:00,5Z",
                                        "2026-13-01T00:00:00Z",
                                        "2026-00-01T00:00:00Z",
                                        "2026-01-00T00:00:00Z",
                                        "2026-04-31T00:00:00Z",
                                        "2026-02-29T00:00:00Z",
                                        "1900-02-29T00:00:00Z",
                                        "2026-06-20T24:00:00Z",
                                        "2026-06-20T12:60:00Z",
                                        "2026-06-20T12:00:60Z",
                                        "+026-06-20T12:00:00Z",
                                        "2026-06-20T-2:00:00Z",
                                        "0000-01-01T00:00:00+00:01",
                                        "9999-12-31T23:59:59-00:01"})
        EXPECT_EQ(outcome(parseRfc3339(text)), "time.malformed") << text;
}

TEST(Time, UtcTimeHasTwoDigitsOfTheYear) {
    EXPECT_EQ(formatRfc3339(parseUtcTime("500101000000Z").value()), "1950-01-01T00:00:00Z");
    EXPECT_EQ(formatRfc3339(parseUtcTime("991231235959Z").value()), "1999-12-31T23:59:59Z");
    EXPECT_EQ(formatRfc3339(parseUtcTime("000229000000Z").value()), "2000-02-29T00:00:00Z");
    EXPECT_EQ(formatRfc3339(parseUtcTime("491231235959Z").value()), "2049-12-31T23:59:59Z");
    for (const std::string_view text :
         {"", "4912312359Z", "491231235959", "491231235959+0000", "491231235959z", "491231235959.5Z",
          "20491231235959Z", "490229000000Z", "49123123595 Z"})
        EXPECT_EQ(outcome(parseUtcTime(text)), "time.malformed") << text;
}

TEST(Time, GeneralizedTimeMayHaveAFraction) {
    EXPECT_EQ(formatRfc3339(parseGeneralizedTime("20500101000000Z").value()), "2050-01-01T00:00:00Z");
    EXPECT_EQ(formatRfc3339(parseGeneralizedTime("20260620120000.123Z").value()), "2026-06-20T12:00:00Z");
    for (const std::string_view text :
         {"", "20500101000000", "205001010000Z", "20500101000000.Z", "20500101000000,5Z",
          "20500101000000+0500", "20501301000000Z", "20500101250000Z", "500101000000Z"})
        EXPECT_EQ(outcome(parseGeneralizedTime(text)), "time.malformed") << text;
}

TEST(Time, FormatsAreReadBack) {
    for (const std::string_view text :
         {"1950-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-06-20T12:34:56Z", "2049-12-31T23:59:59Z"}) {
        const Time time = parseRfc3339(text).value();
        EXPECT_EQ(parseUtcTime(formatUtcTime(time)).value(), time);
        EXPECT_EQ(parseGeneralizedTime(formatGeneralizedTime(time)).value(), time);
    }
    EXPECT_EQ(formatUtcTime(parseRfc3339("2026-06-02T01:02:03Z").value()), "260602010203Z");
    EXPECT_EQ(formatGeneralizedTime(parseRfc3339("2026-06-02T01:02:03Z").value()), "20260602010203Z");
}

TEST(Clock, TellsTheSystemsTime) {
    const auto before = std::chrono::system_clock::now() - std::chrono::seconds(1);
    const Time now = SystemClock().now();
    EXPECT_GE(now, before);
    EXPECT_LE(now, std::chrono::system_clock::now());
    EXPECT_EQ(FixedClock(Time(std::chrono::seconds(7))).now().time_since_epoch().count(), 7);
}

} // namespace
} // namespace tanba
