#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace tanba::portal::mobile {

/// Members stay in their order: an answer is sent back as it came.
using Json = nlohmann::ordered_json;

inline constexpr std::size_t kMaxJsonDepth = 16;
inline constexpr std::size_t kMaxJsonValues = 20'000;
/// Of one object; each is compared with every other.
inline constexpr std::size_t kMaxJsonMembers = 256;

/// One JSON object (RFC 8259) and nothing behind it; no member twice, UTF-8 only, within the limits above.
/// mobile.answer_wrong with what is wrong as detail.
Result<Json> readStrictJson(std::string_view text);

/// Null when `object` is none or has no such member, or has null there.
const Json* memberOf(const Json& object, std::string_view name);

} // namespace tanba::portal::mobile
