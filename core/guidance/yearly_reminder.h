#pragma once

#include "core/guidance/calendar_date.h"
#include "core/guidance/calendar_file.h"

#include <optional>
#include <string>

namespace tanba::guidance {

/// "Look at your keys and passwords", on data protection day. Off unless the person asks for it.
inline constexpr std::chrono::month_day kDataProtectionDay{std::chrono::January, std::chrono::day{28}};

struct YearlyReminder {
    std::optional<Date> enabledOn; ///< none: off
    std::optional<Date> lastShown;
};

/// Due from 28 January on, once a year; not for the day that had passed before it was switched on.
enum class YearlyReminderState { Off, Waiting, Due };
YearlyReminderState yearlyReminderOn(const YearlyReminder& reminder, Date today);

/// The same for a calendar: the next 28 January from `today` on, every year.
/// @param id CalendarEvent::id
CalendarEvent yearlyCalendarEvent(std::string id, Date today, std::string summary, std::string description);

} // namespace tanba::guidance
