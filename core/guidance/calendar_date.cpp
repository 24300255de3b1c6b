#include "core/guidance/calendar_date.h"

namespace tanba::guidance {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t kDateLength = 10;

} // namespace

Date kazakhstanDate(Time moment) {
    return Date(std::chrono::floor<days>(moment + kKazakhstanOffset));
}

Time startOfDay(Date day) {
    return Time(sys_days(day)) - kKazakhstanOffset;
}

int daysBetween(Date from, Date to) {
    return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

Date addDays(Date day, int count) {
    return Date(sys_days(day) + days(count));
}

Result<Date> parseDate(std::string_view text) {
    if (text.size() != kDateLength)
        return fail(FailureCode::TimeMalformed, std::string(text));
    // The parser of moments knows which days exist.
    std::string moment(text);
    moment.append("T00:00:00Z");
    TANBA_TRY(const Time midnight, parseRfc3339(moment));
    return Date(std::chrono::floor<days>(midnight));
}

std::string formatDate(Date day) {
    return formatRfc3339(Time(sys_days(day))).substr(0, kDateLength);
}

std::string formatCompactDate(Date day) {
    const std::string text = formatDate(day);
    return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

} // namespace tanba::guidance
