#pragma once

#include "core/guidance/calendar_date.h"

#include <string_view>

namespace tanba::guidance::test {

/// "2026-06-20T12:00:00Z"; ends the test program when the text is wrong.
inline Time moment(std::string_view text) {
    return parseRfc3339(text).value();
}

inline Date day(std::string_view text) {
    return parseDate(text).value();
}

} // namespace tanba::guidance::test
