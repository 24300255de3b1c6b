#pragma once

#include "core/base/bytes.h"

#include <optional>
#include <span>

namespace tanba::platform {

// For the parts of this program that are processes of their own and are spoken to over their standard
// streams.

/// Fills `target` from standard input; false when it ends before.
bool readStandardInput(std::span<std::uint8_t> target);
/// Standard input to its end; none when it cannot be read or holds more than `limit` bytes.
std::optional<Bytes> wholeStandardInput(std::size_t limit);
/// False when nobody takes it all.
bool writeStandardOutput(ByteView bytes);

} // namespace tanba::platform
