#include "core/base/random.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tanba {

namespace {

/// The most that getentropy() gives at once (POSIX.1-2024 GETENTROPY_MAX).
constexpr std::size_t kMostAtOnce = 256;

} // namespace

Outcome fillRandom(std::span<std::uint8_t> target) {
    while (!target.empty()) {
        const std::size_t count = std::min(target.size(), kMostAtOnce);
        if (getentropy(target.data(), count) != 0) {
            if (errno == EINTR)
                continue;
            return fail(FailureCode::RandomUnavailable, {}, std::generic_category().message(errno));
        }
        target = target.subspan(count);
    }
    return Done{};
}

} // namespace tanba
