#pragma once

#include "app/text/language.h"
#include "core/base/time.h"

#include <chrono>
#include <string>

namespace tanba::text {

/// How far local time is ahead of UTC at a moment. Texts always say it, so that a time means the same
/// elsewhere.
using UtcOffset = std::chrono::minutes;
UtcOffset localOffset(Time time);

/// "20 маусым 2026", "20 июня 2026", "20 June 2026".
std::string dateInWords(Time time, UtcOffset offset, Language language);
/// The date and "17:05 (UTC+5)" after a comma.
std::string timeInWords(Time time, UtcOffset offset, Language language);
/// When something was done, as part of a sentence: "2026 жылғы 20 маусымда", "20 июня 2026 года",
/// "on 20 June 2026".
std::string whenInWords(Time time, UtcOffset offset, Language language);

} // namespace tanba::text
