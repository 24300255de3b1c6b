#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace tanba {

namespace {

/// Takes fixed pieces off the front of a text; after the first wrong piece it stays wrong.
class TextScanner {
  public:
    explicit TextScanner(std::string_view text) : rest_(text) {}

    /// Exactly `count` decimal digits.
    int digits(std::size_t count) {
        if (rest_.size() < count)
            return giveUp();
        int value = 0;
        for (const char digit : rest_.substr(0, count)) {
            if (!isDigit(digit))
                return giveUp();
            value = value * 10 + (digit - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }

    /// True, and taken off, when the next character is one of `wanted`.
    bool takeOneOf(std::string_view wanted) {
        if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    void require(std::string_view oneOf) {
        if (!takeOneOf(oneOf))
            giveUp();
    }

    /// Digits behind a decimal point, at least one.
    void skipFraction() {
        digits(1);
        while (!rest_.empty() && isDigit(rest_.front()))
            rest_.remove_prefix(1);
    }

    bool complete() const { return good_ && rest_.empty(); }

  private:
    static bool isDigit(char character) { return character >= '0' && character <= '9'; }
    int giveUp() {
        good_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool good_ = true;
};

struct CalendarTime {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<Time> momentOf(const CalendarTime& fields) {
    const std::chrono::year_month_day date(std::chrono::year(fields.year),
                                           std::chrono::month(static_cast<unsigned>(fields.month)),
                                           std::chrono::day(static_cast<unsigned>(fields.day)));
    if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 59)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(fields.hour) +
           std::chrono::minutes(fields.minute) + std::chrono::seconds(fields.second);
}

CalendarTime calendarOf(Time time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    return {int(date.year()),
            static_cast<int>(unsigned(date.month())),
            static_cast<int>(unsigned(date.day())),
            static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()),
            static_cast<int>(clock.seconds().count())};
}

// The text itself is not repeated: it may come from a hostile document.
Failure malformed() {
    return fail(FailureCode::TimeMalformed);
}

std::string padded(int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// "MMDDHHMMSSZ", as both ASN.1 forms end.
std::string asn1Tail(const CalendarTime& fields) {
    std::string text;
    for (const int number : {fields.month, fields.day, fields.hour, fields.minute, fields.second})
        text += padded(number, 2);
    return text + 'Z';
}

void scanAsn1Tail(TextScanner& scanner, CalendarTime& fields) {
    for (int* number : {&fields.month, &fields.day, &fields.hour, &fields.minute, &fields.second})
        *number = scanner.digits(2);
}

} // namespace

Result<Time> parseRfc3339(std::string_view text) {
    TextScanner scanner(text);
    CalendarTime fields;
    fields.year = scanner.digits(4);
    scanner.require("-");
    fields.month = scanner.digits(2);
    scanner.require("-");
    fields.day = scanner.digits(2);
    scanner.require("Tt ");
    fields.hour = scanner.digits(2);
    scanner.require(":");
    fields.minute = scanner.digits(2);
    scanner.require(":");
    fields.second = scanner.digits(2);
    if (scanner.takeOneOf("."))
        scanner.skipFraction();

    std::chrono::minutes offset{0};
    if (!scanner.takeOneOf("Zz")) {
        const int sign = scanner.takeOneOf("-") ? -1 : 1;
        if (sign > 0)
            scanner.require("+");
        const int hours = scanner.digits(2);
        scanner.require(":");
        const int minutes = scanner.digits(2);
        if (hours > 23 || minutes > 59)
            return malformed();
        offset = sign * (std::chrono::hours(hours) + std::chrono::minutes(minutes));
    }

    const auto local = momentOf(fields);
    if (!scanner.complete() || !local)
        return malformed();
    const Time moment = *local - offset;
    const int year = calendarOf(moment).year;
    if (year < 0 || year > 9999)
        return malformed();
    return moment;
}

std::string formatRfc3339(Time time) {
    const CalendarTime fields = calendarOf(time);
    return padded(fields.year, 4) + '-' + padded(fields.month, 2) + '-' + padded(fields.day, 2) + 'T' +
           padded(fields.hour, 2) + ':' + padded(fields.minute, 2) + ':' + padded(fields.second, 2) + 'Z';
}

Result<Time> parseUtcTime(std::string_view text) {
    TextScanner scanner(text);
    CalendarTime fields;
    const int shortYear = scanner.digits(2);
    const int firstYear = int(kFirstUtcTimeYear);
    fields.year = shortYear + (shortYear < firstYear % 100 ? 2000 : 1900);
    scanAsn1Tail(scanner, fields);
    scanner.require("Z");
    const auto moment = momentOf(fields);
    if (!scanner.complete() || !moment)
        return malformed();
    return *moment;
}

Result<Time> parseGeneralizedTime(std::string_view text) {
    TextScanner scanner(text);
    CalendarTime fields;
    fields.year = scanner.digits(4);
    scanAsn1Tail(scanner, fields);
    if (scanner.takeOneOf("."))
        scanner.skipFraction();
    scanner.require("Z");
    const auto moment = momentOf(fields);
    if (!scanner.complete() || !moment)
        return malformed();
    return *moment;
}

std::string formatUtcTime(Time time) {
    const CalendarTime fields = calendarOf(time);
    return padded(fields.year % 100, 2) + asn1Tail(fields);
}

std::string formatGeneralizedTime(Time time) {
    const CalendarTime fields = calendarOf(time);
    return padded(fields.year, 4) + asn1Tail(fields);
}

} // namespace tanba
