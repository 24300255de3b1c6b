#include "core/guidance/yearly_reminder.h"

#include <utility>

namespace tanba::guidance {

namespace {

Date dayOfYear(std::chrono::year year) {
    return year / kDataProtectionDay;
}

} // namespace

YearlyReminderState yearlyReminderOn(const YearlyReminder& reminder, Date today) {
    if (!reminder.enabledOn)
        return YearlyReminderState::Off;
    Date latest = dayOfYear(today.year());
    if (latest > today)
        latest = dayOfYear(today.year() - std::chrono::years{1});
    // A day that is still to come was noted while the clock was ahead; tomorrow's, perhaps just before
    // the clock was corrected at midnight.
    const bool shown =
        reminder.lastShown && *reminder.lastShown >= latest && *reminder.lastShown <= addDays(today, 1);
    const bool due = latest >= *reminder.enabledOn && !shown;
    return due ? YearlyReminderState::Due : YearlyReminderState::Waiting;
}

CalendarEvent yearlyCalendarEvent(std::string id, Date today, std::string summary, std::string description) {
    Date next = dayOfYear(today.year());
    if (next < today)
        next = dayOfYear(today.year() + std::chrono::years{1});
    return {std::move(id),          next, std::move(summary),
            std::move(description), {0},  CalendarEvent::Repeat::Yearly};
}

} // namespace tanba::guidance
