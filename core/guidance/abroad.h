#pragma once

#include "core/guidance/calendar_date.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::guidance {

/// What the zone of the computer's clock says about where the computer is.
enum class ClockZone { Kazakhstan, Elsewhere };

/// @param id of the IANA time zone database, such as "Asia/Almaty"; empty or a fixed offset ("UTC+05:00")
///        when the system names none, and then the offset decides.
/// @param offset from UTC now. A zone of Kazakhstan counts with any: an old table of zones still gives +6.
ClockZone clockZone(std::string_view id, std::chrono::seconds offset);

/// What the person said about where they are.
enum class Stay { InKazakhstan, Abroad };

struct StayAnswer {
    Stay stay = Stay::InKazakhstan;
    Date given{};
    ClockZone zone = ClockZone::Kazakhstan; ///< of the clock on that day
};

/// "Once a month"; a calendar month would ask on the 1st what was said on the 31st.
inline constexpr std::chrono::days kStayHolds{30};

/// Where the person is by their last answer; none means that they have to be asked before they sign a login:
/// never asked, asked kStayHolds ago or longer, the clock's zone is another one than then (they travelled),
/// or the answer lies in the future (the clock was wrong then or is now).
std::optional<Stay> knownStay(const std::optional<StayAnswer>& answer, ClockZone zone, Date today);

/// "abroad elsewhere 2026-11-22", for the settings.
std::string formatStay(const StayAnswer& answer);
/// None for anything else than formatStay() writes.
std::optional<StayAnswer> parseStay(std::string_view text);

} // namespace tanba::guidance
