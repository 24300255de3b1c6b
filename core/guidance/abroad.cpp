#include "core/guidance/abroad.h"

#include <algorithm>
#include <array>

namespace tanba::guidance {

namespace {

/// Every zone of Kazakhstan in the IANA time zone database (zone1970.tab).
constexpr std::array<std::string_view, 7> kZones = {"Asia/Almaty",   "Asia/Aqtau", "Asia/Aqtobe",
                                                    "Asia/Atyrau",   "Asia/Oral",  "Asia/Qostanay",
                                                    "Asia/Qyzylorda"};

struct StayRow {
    Stay stay;
    std::string_view name;
};
constexpr std::array<StayRow, 2> kStays = {{{Stay::InKazakhstan, "home"}, {Stay::Abroad, "abroad"}}};

struct ClockZoneRow {
    ClockZone zone;
    std::string_view name;
};
constexpr std::array<ClockZoneRow, 2> kClockZones = {
    {{ClockZone::Kazakhstan, "kazakhstan"}, {ClockZone::Elsewhere, "elsewhere"}}};

/// Zones of places are called Area/Place; "Etc/GMT-5" and "UTC+05:00" say no more than the offset.
bool namesPlace(std::string_view id) {
    return id.find('/') != std::string_view::npos && !id.starts_with("Etc/");
}

} // namespace

ClockZone clockZone(std::string_view id, std::chrono::seconds offset) {
    const bool here =
        namesPlace(id) ? std::ranges::find(kZones, id) != kZones.end() : offset == kKazakhstanOffset;
    return here ? ClockZone::Kazakhstan : ClockZone::Elsewhere;
}

std::optional<Stay> knownStay(const std::optional<StayAnswer>& answer, ClockZone zone, Date today) {
    if (!answer || answer->zone != zone)
        return std::nullopt;
    const int age = daysBetween(answer->given, today);
    return age >= 0 && age < kStayHolds.count() ? std::optional(answer->stay) : std::nullopt;
}

std::string formatStay(const StayAnswer& answer) {
    const auto stay = std::ranges::find(kStays, answer.stay, &StayRow::stay);
    const auto zone = std::ranges::find(kClockZones, answer.zone, &ClockZoneRow::zone);
    return std::string(stay->name) + " " + std::string(zone->name) + " " + formatDate(answer.given);
}

std::optional<StayAnswer> parseStay(std::string_view text) {
    for (const StayRow& stay : kStays)
        for (const ClockZoneRow& zone : kClockZones) {
            const std::string start = std::string(stay.name) + " " + std::string(zone.name) + " ";
            if (!text.starts_with(start))
                continue;
            const Result<Date> given = parseDate(text.substr(start.size()));
            return given.ok() ? std::optional(StayAnswer{stay.stay, given.value(), zone.zone}) : std::nullopt;
        }
    return std::nullopt;
}

} // namespace tanba::guidance
