#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <span>

namespace tanba {

/// Fills `target` from the operating system's generator; random.unavailable when it cannot.
Outcome fillRandom(std::span<std::uint8_t> target);
Result<Bytes> randomBytes(std::size_t count);

} // namespace tanba
