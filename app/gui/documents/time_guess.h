#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace tanba::gui {

/// How long a work will still take, by what it took so far.
/// @param done the part of it that is done, from 0 to 1
/// @returns nothing while it would be a guess at random.
inline std::optional<std::chrono::seconds> guessTimeLeft(std::chrono::milliseconds elapsed, double done) {
    constexpr std::chrono::milliseconds kSoonest{3000};
    if (done <= 0 || done >= 1 || elapsed < kSoonest)
        return std::nullopt;
    const double left = static_cast<double>(elapsed.count()) * (1 - done) / done / 1000;
    return std::chrono::seconds(static_cast<std::int64_t>(left) + 1);
}

} // namespace tanba::gui
