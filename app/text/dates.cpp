#include "app/text/dates.h"

#include <array>
#include <cstdlib>
#include <string_view>

namespace tanba::text {

namespace {

struct MonthNames {
    std::string_view kk, kkIn, ru, en;
};

// Kazakh needs the locative ("in June") in sentences; Russian dates use the genitive everywhere.
constexpr std::array<MonthNames, 12> kMonths = {{
    {"қаңтар", "қаңтарда", "января", "January"},
    {"ақпан", "ақпанда", "февраля", "February"},
    {"наурыз", "наурызда", "марта", "March"},
    {"сәуір", "сәуірде", "апреля", "April"},
    {"мамыр", "мамырда", "мая", "May"},
    {"маусым", "маусымда", "июня", "June"},
    {"шілде", "шілдеде", "июля", "July"},
    {"тамыз", "тамызда", "августа", "August"},
    {"қыркүйек", "қыркүйекте", "сентября", "September"},
    {"қазан", "қазанда", "октября", "October"},
    {"қараша", "қарашада", "ноября", "November"},
    {"желтоқсан", "желтоқсанда", "декабря", "December"},
}};

struct CalendarTime {
    int year;
    const MonthNames* month;
    unsigned day;
    long hour, minute;
};

CalendarTime calendarTime(Time time, UtcOffset offset) {
    const auto local = time + offset;
    const auto days = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(days);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local - days).count();
    return {static_cast<int>(date.year()), &kMonths[static_cast<unsigned>(date.month()) - 1],
            static_cast<unsigned>(date.day()), static_cast<long>(minutes / 60),
            static_cast<long>(minutes % 60)};
}

std::string twoDigits(long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string offsetName(UtcOffset offset) {
    const long minutes = static_cast<long>(offset.count());
    if (minutes == 0)
        return "UTC";
    const long size = std::labs(minutes);
    std::string name = "UTC";
    name += minutes < 0 ? "−" : "+";
    name += std::to_string(size / 60);
    if (size % 60 != 0)
        name += ":" + twoDigits(size % 60);
    return name;
}

} // namespace

std::string dateInWords(Time time, UtcOffset offset, Language language) {
    const CalendarTime at = calendarTime(time, offset);
    const std::string_view month = language == Language::Kk   ? at.month->kk
                                   : language == Language::Ru ? at.month->ru
                                                              : at.month->en;
    return std::to_string(at.day) + " " + std::string(month) + " " + std::to_string(at.year);
}

std::string timeInWords(Time time, UtcOffset offset, Language language) {
    const CalendarTime at = calendarTime(time, offset);
    return dateInWords(time, offset, language) + ", " + twoDigits(at.hour) + ":" + twoDigits(at.minute) +
           " (" + offsetName(offset) + ")";
}

std::string whenInWords(Time time, UtcOffset offset, Language language) {
    const CalendarTime at = calendarTime(time, offset);
    switch (language) {
    case Language::Kk:
        return std::to_string(at.year) + " жылғы " + std::to_string(at.day) + " " +
               std::string(at.month->kkIn);
    case Language::Ru:
        return dateInWords(time, offset, language) + " года";
    case Language::En:
        break;
    }
    return "on " + dateInWords(time, offset, Language::En);
}

} // namespace tanba::text
