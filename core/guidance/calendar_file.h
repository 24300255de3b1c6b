#pragma once

#include "core/base/bytes.h"
#include "core/guidance/calendar_date.h"

#include <string>
#include <vector>

namespace tanba::guidance {

/// A whole day in a calendar with alarms before it.
struct CalendarEvent {
    /// Of calendarId(). Stays the same when the event is exported again, so that a calendar replaces it.
    std::string id;
    Date day;
    std::string summary;
    std::string description;
    /// Days before `day`, each at nine in the morning by the calendar's own time.
    std::vector<int> alarmDays;
    enum class Repeat { Never, Yearly } repeat = Repeat::Never;
};

/// A name for an event that no other event in the world has and that tells nothing (RFC 5545 3.8.4.7, RFC
/// 7986 5.3): a UUID (RFC 9562 5.8), the digest of what tells this event from others.
/// @param secret such as a certificate's fingerprint; it cannot be had back from the name
Result<std::string> calendarId(ByteView secret);

/// An iCalendar file (RFC 5545): lines end in CRLF and are folded at 75 octets, never within a character.
/// Calendars are copied to the network: each run of twelve digits (an IIN or BIN) in a text becomes
/// asterisks, whatever the caller put in. Names belong to the caller to leave out.
/// @param now DTSTAMP
std::string calendarFile(const std::vector<CalendarEvent>& events, Time now);

} // namespace tanba::guidance
