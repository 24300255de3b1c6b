#include "core/sign/work_meter.h"

#include <algorithm>

namespace tanba::sign {

Outcome WorkMeter::advance(std::uint64_t bytes) {
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    done_ += bytes;
    if (control_.progress != nullptr)
        control_.progress->progress(done_, std::max(done_, total_));
    return Done{};
}

Result<std::size_t> MeteredSource::read(std::span<std::uint8_t> buffer) {
    TANBA_TRY(const std::size_t count, source_.read(buffer));
    TANBA_CHECK(meter_.advance(count));
    return count;
}

std::size_t bufferSizeFor(const InputFile& file) {
    constexpr std::uint64_t kSmallest = 4 * 1024;
    return static_cast<std::size_t>(
        std::clamp<std::uint64_t>(file.size(), kSmallest, std::uint64_t{kStreamBuffer}));
}

} // namespace tanba::sign
