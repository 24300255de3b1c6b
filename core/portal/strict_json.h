#pragma once

#include "core/base/bytes.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>

namespace tanba::portal {

using Json = nlohmann::json;

/// Objects and arrays within each other; no message of the profile has more than four.
inline constexpr std::size_t kMaxJsonDepth = 8;
inline constexpr std::size_t kMaxJsonValues = 2'000;
inline constexpr std::size_t kMaxJsonMembers = 256;

/// One JSON object (RFC 8259, UTF-8) of bounded size and depth in which no object has a member twice: two
/// readers could take different ones. Nothing otherwise.
std::optional<Json> parseStrictObject(ByteView text, std::size_t maxSize);

} // namespace tanba::portal
