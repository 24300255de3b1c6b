#include "core/guidance/calendar_file.h"

#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using test::day;
using test::moment;
using testing::Each;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

const Time kNow = moment("2026-11-22T06:00:00Z");

CalendarEvent event(std::string summary, std::string description = {}) {
    return {"id", day("2026-12-21"),           std::move(summary), std::move(description),
            {},   CalendarEvent::Repeat::Never};
}

std::vector<std::string> lines(const std::string& file) {
    std::vector<std::string> all;
    std::size_t from = 0;
    while (from < file.size()) {
        const std::size_t end = file.find("\r\n", from);
        EXPECT_NE(end, std::string::npos) << "every line ends in CRLF";
        if (end == std::string::npos)
            break;
        all.push_back(file.substr(from, end - from));
        from = end + 2;
    }
    return all;
}

/// What a calendar reads (RFC 5545 3.1).
std::string unfolded(std::string file) {
    for (std::size_t at = file.find("\r\n "); at != std::string::npos; at = file.find("\r\n "))
        file.erase(at, 3);
    return file;
}

TEST(CalendarFile, WholeFile) {
    CalendarEvent one = event("The key ends", "Renew it before.");
    one.alarmDays = {30, 1, 0};
    EXPECT_EQ(calendarFile({one}, kNow), "BEGIN:VCALENDAR\r\n"
                                         "VERSION:2.0\r\n"
                                         "PRODID:-//Tanba//Tanba//EN\r\n"
                                         "CALSCALE:GREGORIAN\r\n"
                                         "BEGIN:VEVENT\r\n"
                                         "UID:id\r\n"
                                         "DTSTAMP:20261122T060000Z\r\n"
                                         "DTSTART;VALUE=DATE:20261221\r\n"
                                         "DTEND;VALUE=DATE:20261222\r\n"
                                         "SUMMARY:The key ends\r\n"
                                         "DESCRIPTION:Renew it before.\r\n"
                                         "CLASS:PRIVATE\r\n"
                                         "TRANSP:TRANSPARENT\r\n"
                                         "BEGIN:VALARM\r\n"
                                         "ACTION:DISPLAY\r\n"
                                         "DESCRIPTION:The key ends\r\n"
                                         "TRIGGER:-P29DT15H\r\n"
                                         "END:VALARM\r\n"
                                         "BEGIN:VALARM\r\n"
                                         "ACTION:DISPLAY\r\n"
                                         "DESCRIPTION:The key ends\r\n"
                                         "TRIGGER:-PT15H\r\n"
                                         "END:VALARM\r\n"
                                         "BEGIN:VALARM\r\n"
                                         "ACTION:DISPLAY\r\n"
                                         "DESCRIPTION:The key ends\r\n"
                                         "TRIGGER:PT9H\r\n"
                                         "END:VALARM\r\n"
                                         "END:VEVENT\r\n"
                                         "END:VCALENDAR\r\n");
}

TEST(CalendarFile, LongLinesAreFoldedBetweenCharacters) {
    std::string summary;
    for (int count = 0; count < 40; ++count)
        summary += "мерзімі ";
    const std::string file = calendarFile({event(summary)}, kNow);
    for (const std::string& line : lines(file)) {
        EXPECT_LE(line.size(), 75u) << line;
        ASSERT_FALSE(line.empty());
        EXPECT_NE(static_cast<unsigned char>(line.back()) & 0xC0, 0xC0) << "cut within a character: " << line;
    }
    EXPECT_THAT(unfolded(file), HasSubstr("SUMMARY:" + summary + "\r\n"));
}

TEST(CalendarFile, TextIsEscaped) {
    EXPECT_THAT(calendarFile({event("a,b;c\\d\ne\rf")}, kNow), HasSubstr("SUMMARY:a\\,b\\;c\\\\d\\nef\r\n"));
    EXPECT_THAT(calendarFile({event("x\r\nEND:VCALENDAR")}, kNow), HasSubstr("SUMMARY:x\\nEND:VCALENDAR\r\n"))
        << "a text cannot add lines of its own";
    EXPECT_THAT(calendarFile({event("\xFF")}, kNow), HasSubstr("SUMMARY:\xEF\xBF\xBD\r\n"));
}

TEST(CalendarFile, NoPersonalNumbers) {
    CalendarEvent one = event("IIN 991231500016", "БСН601240000014, бұл");
    one.alarmDays = {3};
    const std::string file = calendarFile({one}, kNow);
    EXPECT_THAT(file, Not(HasSubstr("991231500016")));
    EXPECT_THAT(file, Not(HasSubstr("601240000014")));
    EXPECT_THAT(file, HasSubstr("IIN ************"));
}

TEST(CalendarFile, IdTellsNothingButStaysTheSame) {
    const Bytes fingerprint(32, 0xAB);
    const auto id = calendarId(fingerprint);
    ASSERT_TRUE(id.ok());
    EXPECT_THAT(id.value(),
                MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
        << "a UUID, which nobody else's event has (RFC 5545 3.8.4.7)";
    EXPECT_THAT(id.value(), Not(HasSubstr("abab")));
    EXPECT_EQ(id.value(), calendarId(fingerprint).value());
    EXPECT_NE(id.value(), calendarId(Bytes(32, 0xAC)).value());
}

TEST(CalendarFile, IdStaysWholeWhereItsDigitsLookLikeANumber) {
    CalendarEvent one = event("s");
    one.id = "01234567-89ab-8cde-8f01-991231500016";
    EXPECT_THAT(calendarFile({one}, kNow), HasSubstr("UID:01234567-89ab-8cde-8f01-991231500016\r\n"))
        << "masked, the events of two keys would be one";
}

TEST(CalendarFile, EmptyCalendarIsWholeAsWell) {
    EXPECT_EQ(lines(calendarFile({}, kNow)).size(), 5u);
}

} // namespace
} // namespace tanba::guidance
