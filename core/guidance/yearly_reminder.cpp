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
    const bool due = latest >= *reminder.enabledOn && (!reminder.lastShown || *reminder.lastShown < latest);
    return due ? YearlyReminderState::Due : YearlyReminderState::Waiting;
}

CalendarEvent yearlyCalendarEvent(Date today, std::string summary, std::string description) {
    Date next = dayOfYear(today.year());
    if (next < today)
        next = dayOfYear(today.year() + std::chrono::years{1});
    return {"yearly", next, std::move(summary), std::move(description), {0}, CalendarEvent::Repeat::Yearly};
}

} // namespace tanba::guidance
