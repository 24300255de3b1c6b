#pragma once

#include "core/base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace tanba {

/// A moment in UTC with a resolution of one second, as certificates have it.
using Time = std::chrono::sys_seconds;

/// The years that a UTCTime can tell (RFC 5280 4.1.2.5.1).
inline constexpr std::chrono::year kFirstUtcTimeYear{1950};
inline constexpr std::chrono::year kLastUtcTimeYear{2049};

/// "2026-06-20T12:00:00Z"; offsets such as +05:00 and fractions of a second (dropped) are accepted. RFC 3339.
Result<Time> parseRfc3339(std::string_view text);
std::string formatRfc3339(Time time);

/// Content of an ASN.1 UTCTime: YYMMDDHHMMSSZ, years 1950-2049 (RFC 5280 4.1.2.5.1).
Result<Time> parseUtcTime(std::string_view text);
/// Content of an ASN.1 GeneralizedTime: YYYYMMDDHHMMSS[.f]Z (RFC 5280 4.1.2.5.2; fractions as RFC 3161
/// allows, dropped).
Result<Time> parseGeneralizedTime(std::string_view text);
/// For the years that a UTCTime can tell.
std::string formatUtcTime(Time time);
std::string formatGeneralizedTime(Time time);

} // namespace tanba
