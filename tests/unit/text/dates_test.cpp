#include "app/text/dates.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

using std::chrono::minutes;

Time at(const char* text) {
    return parseRfc3339(text).value();
}

TEST(Dates, AreInWords) {
    const Time time = at("2026-06-20T12:05:00Z");
    EXPECT_EQ(dateInWords(time, minutes(300), Language::Kk), "20 маусым 2026");
    EXPECT_EQ(dateInWords(time, minutes(300), Language::Ru), "20 июня 2026");
    EXPECT_EQ(dateInWords(time, minutes(300), Language::En), "20 June 2026");
    EXPECT_EQ(whenInWords(time, minutes(300), Language::Kk), "2026 жылғы 20 маусымда");
    EXPECT_EQ(whenInWords(time, minutes(300), Language::Ru), "20 июня 2026 года");
    EXPECT_EQ(whenInWords(time, minutes(300), Language::En), "on 20 June 2026");
}

TEST(Dates, TimesSayTheirOffset) {
    const Time time = at("2026-06-20T12:05:00Z");
    EXPECT_EQ(timeInWords(time, minutes(300), Language::Kk), "20 маусым 2026, 17:05 (UTC+5)");
    EXPECT_EQ(timeInWords(time, minutes(0), Language::Ru), "20 июня 2026, 12:05 (UTC)");
    EXPECT_EQ(timeInWords(time, minutes(-210), Language::En), "20 June 2026, 08:35 (UTC−3:30)");
    EXPECT_EQ(timeInWords(time, minutes(345), Language::En), "20 June 2026, 17:50 (UTC+5:45)");
}

TEST(Dates, TheDayIsThatOfTheOffset) {
    EXPECT_EQ(dateInWords(at("2026-12-31T20:00:00Z"), minutes(300), Language::Kk), "1 қаңтар 2027");
    EXPECT_EQ(dateInWords(at("1970-01-01T00:00:00Z"), minutes(-60), Language::En), "31 December 1969");
}

TEST(Dates, EveryMonthHasItsWordsInKazakh) {
    const char* const months[] = {"қаңтарда", "ақпанда", "наурызда",   "сәуірде", "мамырда",  "маусымда",
                                  "шілдеде",  "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"};
    for (int month = 1; month <= 12; ++month) {
        const std::string text =
            "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-07T00:00:00Z";
        EXPECT_EQ(whenInWords(at(text.c_str()), minutes(0), Language::Kk),
                  "2026 жылғы 7 " + std::string(months[month - 1]));
    }
}

} // namespace
} // namespace tanba::text
