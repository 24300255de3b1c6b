#include "core/base/clock.h"

#include <chrono>

namespace tanba {

Time SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace tanba
