#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <chrono>
#include <string>
#include <string_view>

namespace tanba::guidance {

/// A day of the calendar, as laws and people count.
using Date = std::chrono::year_month_day;

/// The whole country has had UTC+5 since 1 March 2024; earlier moments matter to no rule of this room.
inline constexpr std::chrono::hours kKazakhstanOffset{5};

/// The day in Kazakhstan on which this moment lies.
Date kazakhstanDate(Time moment);
/// Midnight in Kazakhstan with which this day begins.
Time startOfDay(Date day);
/// Days from `from` to `to`; negative when `to` is earlier.
int daysBetween(Date from, Date to);
Date addDays(Date day, int days);

/// "2026-06-20"; time.malformed for anything else, and for days that do not exist.
Result<Date> parseDate(std::string_view text);
std::string formatDate(Date day);
/// RFC 5545 3.3.4: "20260620".
std::string formatCompactDate(Date day);

} // namespace tanba::guidance
