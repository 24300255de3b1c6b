#include "core/guidance/abroad.h"

#include "tests/unit/guidance/moments.h"

#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using test::day;
using namespace std::chrono_literals;

TEST(Abroad, AZoneOfKazakhstanCountsWhateverItsOffset) {
    for (const char* id : {"Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral",
                           "Asia/Qostanay", "Asia/Qyzylorda"}) {
        EXPECT_EQ(clockZone(id, 5h), ClockZone::Kazakhstan) << id;
        EXPECT_EQ(clockZone(id, 6h), ClockZone::Kazakhstan) << id << " in a table older than March 2024";
    }
}

TEST(Abroad, AnotherPlaceAtTheSameHourIsElsewhere) {
    for (const char* id : {"Asia/Tashkent", "Asia/Yekaterinburg", "Asia/Karachi", "Indian/Maldives"})
        EXPECT_EQ(clockZone(id, 5h), ClockZone::Elsewhere) << id;
}

TEST(Abroad, WithoutAPlaceTheOffsetDecides) {
    for (const char* id : {"", "UTC+05:00", "Etc/GMT-5", "<+05>-5"}) {
        EXPECT_EQ(clockZone(id, 5h), ClockZone::Kazakhstan) << id;
        EXPECT_EQ(clockZone(id, 0h), ClockZone::Elsewhere) << id;
        EXPECT_EQ(clockZone(id, 5h + 30min), ClockZone::Elsewhere) << id;
    }
    EXPECT_EQ(clockZone("UTC", 0h), ClockZone::Elsewhere);
}

StayAnswer said(Stay stay, ClockZone zone, std::string_view on = "2026-06-20") {
    return {stay, day(on), zone};
}

TEST(Abroad, WhoNeverAnsweredIsAsked) {
    EXPECT_EQ(knownStay(std::nullopt, ClockZone::Kazakhstan, day("2026-06-20")), std::nullopt);
    EXPECT_EQ(knownStay(std::nullopt, ClockZone::Elsewhere, day("2026-06-20")), std::nullopt);
}

TEST(Abroad, AnAnswerHoldsForAMonthWhereItWasGiven) {
    for (const Stay stay : {Stay::InKazakhstan, Stay::Abroad})
        for (const ClockZone zone : {ClockZone::Kazakhstan, ClockZone::Elsewhere}) {
            EXPECT_EQ(knownStay(said(stay, zone), zone, day("2026-06-20")), stay);
            EXPECT_EQ(knownStay(said(stay, zone), zone, day("2026-07-01")), stay)
                << "over the end of a month";
            EXPECT_EQ(knownStay(said(stay, zone), zone, day("2026-07-19")), stay);
            EXPECT_EQ(knownStay(said(stay, zone), zone, day("2026-07-20")), std::nullopt);
        }
}

TEST(Abroad, WhoTravelledIsAskedAtOnce) {
    for (const Stay stay : {Stay::InKazakhstan, Stay::Abroad}) {
        EXPECT_EQ(knownStay(said(stay, ClockZone::Kazakhstan), ClockZone::Elsewhere, day("2026-06-21")),
                  std::nullopt);
        EXPECT_EQ(knownStay(said(stay, ClockZone::Elsewhere), ClockZone::Kazakhstan, day("2026-06-21")),
                  std::nullopt);
    }
}

TEST(Abroad, AnAnswerFromTheFutureIsNone) {
    EXPECT_EQ(knownStay(said(Stay::Abroad, ClockZone::Kazakhstan, "2026-06-21"), ClockZone::Kazakhstan,
                        day("2026-06-20")),
              std::nullopt);
}

TEST(Abroad, WhatIsWrittenDownIsReadBack) {
    for (const Stay stay : {Stay::InKazakhstan, Stay::Abroad})
        for (const ClockZone zone : {ClockZone::Kazakhstan, ClockZone::Elsewhere}) {
            const auto read = parseStay(formatStay(said(stay, zone)));
            ASSERT_TRUE(read.has_value());
            EXPECT_EQ(read->stay, stay);
            EXPECT_EQ(read->zone, zone);
            EXPECT_EQ(read->given, day("2026-06-20"));
        }
    EXPECT_EQ(formatStay(said(Stay::Abroad, ClockZone::Elsewhere)), "abroad elsewhere 2026-06-20");
}

TEST(Abroad, AnythingElseInTheSettingsIsNoAnswer) {
    for (const char* text :
         {"", "abroad", "abroad elsewhere", "abroad elsewhere ", "abroad elsewhere 2026-06-31",
          "Abroad elsewhere 2026-06-20", "abroad elsewhere 2026-06-20 ", "abroad  elsewhere 2026-06-20",
          "elsewhere abroad 2026-06-20"})
        EXPECT_FALSE(parseStay(text).has_value()) << text;
}

} // namespace
} // namespace tanba::guidance
