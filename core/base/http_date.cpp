#include "core/base/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace tanba {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<unsigned> digitsAt(std::string_view text, std::size_t at, std::size_t count) {
    unsigned number = 0;
    const char* const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + count, number);
    return error == std::errc() && end == begin + count ? std::optional(number) : std::nullopt;
}

} // namespace

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7); the day of the week is not looked at.
std::optional<Time> readHttpDate(std::string_view value) {
    using namespace std::chrono;
    constexpr std::string_view kForm = "Sun, 06 Nov 1994 08:49:37 GMT";
    if (value.size() != kForm.size() || !value.ends_with(" GMT") || value[3] != ',')
        return std::nullopt;
    const auto* const monthName = std::ranges::find(kMonths, value.substr(8, 3));
    const auto dayNumber = digitsAt(value, 5, 2);
    const auto yearNumber = digitsAt(value, 12, 4);
    const auto hour = digitsAt(value, 17, 2);
    const auto minute = digitsAt(value, 20, 2);
    const auto second = digitsAt(value, 23, 2);
    if (monthName == kMonths.end() || !dayNumber || !yearNumber || !hour || !minute || !second)
        return std::nullopt;
    const year_month_day date{year(static_cast<int>(*yearNumber)),
                              month(static_cast<unsigned>(monthName - kMonths.begin()) + 1), day(*dayNumber)};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    return sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second);
}

} // namespace tanba
