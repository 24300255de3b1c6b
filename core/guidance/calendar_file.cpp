#include "core/guidance/calendar_file.h"

#include "core/base/encoding.h"
#include "core/base/utf8.h"
#include "core/crypto/digest.h"
#include "core/guidance/personal_numbers.h"

namespace tanba::guidance {

namespace {

constexpr std::size_t kMostOctets = 75;
constexpr int kAlarmHour = 9;
constexpr int kHoursOfDay = 24;

/// RFC 5545 3.3.11.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char character : maskedNumbers(repairedUtf8(text))) {
        if (character == '\\' || character == ';' || character == ',')
            out += '\\';
        if (character == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(character) >= 0x20)
            out += character;
    }
    return out;
}

/// RFC 5545 3.1.
void addLine(std::string& file, std::string_view line) {
    std::size_t used = 0;
    for (ByteView rest = viewOf(line); !rest.empty();) {
        const ByteView before = rest;
        static_cast<void>(takeUtf8(rest));
        const std::size_t length = before.size() - rest.size();
        if (used + length > kMostOctets) {
            file += "\r\n ";
            used = 1;
        }
        file += asText(before.first(length));
        used += length;
    }
    file += "\r\n";
}

/// "20260620T120000Z"
std::string utcStamp(Time time) {
    const std::string text = formatGeneralizedTime(time);
    return text.substr(0, 8) + 'T' + text.substr(8);
}

/// Nine in the morning of a day so many days earlier, seen from midnight (RFC 5545 3.3.6).
std::string trigger(int daysBefore) {
    const int hours = daysBefore * kHoursOfDay - kAlarmHour;
    if (hours <= 0)
        return "PT" + std::to_string(-hours) + "H";
    const int days = hours / kHoursOfDay;
    return "-P" + (days > 0 ? std::to_string(days) + "D" : std::string()) + "T" +
           std::to_string(hours % kHoursOfDay) + "H";
}

void addEvent(std::string& file, const CalendarEvent& event, Time now) {
    addLine(file, "BEGIN:VEVENT");
    // As it is: a UUID has nothing to escape, and its digits are nobody's number.
    addLine(file, "UID:" + event.id);
    addLine(file, "DTSTAMP:" + utcStamp(now));
    addLine(file, "DTSTART;VALUE=DATE:" + formatCompactDate(event.day));
    addLine(file, "DTEND;VALUE=DATE:" + formatCompactDate(addDays(event.day, 1)));
    if (event.repeat == CalendarEvent::Repeat::Yearly)
        addLine(file, "RRULE:FREQ=YEARLY");
    addLine(file, "SUMMARY:" + escaped(event.summary));
    if (!event.description.empty())
        addLine(file, "DESCRIPTION:" + escaped(event.description));
    addLine(file, "CLASS:PRIVATE");
    addLine(file, "TRANSP:TRANSPARENT");
    for (const int days : event.alarmDays) {
        addLine(file, "BEGIN:VALARM");
        addLine(file, "ACTION:DISPLAY");
        addLine(file, "DESCRIPTION:" + escaped(event.summary));
        addLine(file, "TRIGGER:" + trigger(days));
        addLine(file, "END:VALARM");
    }
    addLine(file, "END:VEVENT");
}

} // namespace

Result<std::string> calendarId(ByteView secret) {
    constexpr std::size_t kIdOctets = 16;
    constexpr std::size_t kVersionAt = 6;
    constexpr std::size_t kVariantAt = 8;
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, secret));
    Bytes& octets = digest.bytes;
    octets[kVersionAt] = static_cast<std::uint8_t>(0x80U | (octets[kVersionAt] & 0x0FU));
    octets[kVariantAt] = static_cast<std::uint8_t>(0x80U | (octets[kVariantAt] & 0x3FU));
    std::string id = toHex(ByteView(octets).first(kIdOctets));
    for (const std::size_t hyphen : {8U, 13U, 18U, 23U})
        id.insert(hyphen, "-");
    return id;
}

std::string calendarFile(const std::vector<CalendarEvent>& events, Time now) {
    std::string file;
    addLine(file, "BEGIN:VCALENDAR");
    addLine(file, "VERSION:2.0");
    addLine(file, "PRODID:-//Tanba//Tanba//EN");
    addLine(file, "CALSCALE:GREGORIAN");
    for (const CalendarEvent& event : events)
        addEvent(file, event, now);
    addLine(file, "END:VCALENDAR");
    return file;
}

} // namespace tanba::guidance
