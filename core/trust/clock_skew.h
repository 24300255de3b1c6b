#pragma once

#include <chrono>

namespace tanba::trust {

/// Clocks of different machines differ by less than this.
inline constexpr std::chrono::seconds kClockSkew = std::chrono::minutes(5);

} // namespace tanba::trust
