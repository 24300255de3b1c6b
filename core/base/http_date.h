#pragma once

#include "core/base/time.h"

#include <optional>
#include <string_view>

namespace tanba {

/// The value of a Date field; nothing when it is none (IMF-fixdate, the only form that is still written, RFC
/// 9110 5.6.7).
std::optional<Time> readHttpDate(std::string_view value);

} // namespace tanba
