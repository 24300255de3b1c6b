#include "core/base/random.h"
#include "core/base/windows_handle.h"

#include <bcrypt.h>

#include <algorithm>

namespace tanba {

Outcome fillRandom(std::span<std::uint8_t> target) {
    constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
    while (!target.empty()) {
        const std::size_t count = std::min(target.size(), kMostAtOnce);
        const NTSTATUS status = ::BCryptGenRandom(nullptr, target.data(), static_cast<ULONG>(count),
                                                  BCRYPT_USE_SYSTEM_PREFERRED_RNG);
        if (status < 0)
            return fail(FailureCode::RandomUnavailable, {}, describeError(static_cast<DWORD>(status)));
        target = target.subspan(count);
    }
    return Done{};
}

} // namespace tanba
