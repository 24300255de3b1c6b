#pragma once

#include "app/service/json/json_value.h"
#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tanba::service {

/// Objects and arrays within each other.
inline constexpr std::size_t kMaxJsonDepth = 32;
/// Values of one message: a message of commas would cost more than a hundred times its size otherwise.
inline constexpr std::size_t kMaxJsonValues = 20'000;
/// Members of one object: each is compared with every other.
inline constexpr std::size_t kMaxJsonMembers = 1'000;
/// Characters of a member's name.
inline constexpr std::size_t kMaxJsonName = 256;

/// Reads one object as the Java library org.json does, which portals depend on: names and strings with double
/// or single quotation marks or none, ":" "=" or "=>" behind a name, "," or ";" between members and items,
/// also behind the last one. Stricter than that library: nothing but white space may follow, no member twice,
/// no half surrogates, UTF-8 only (RFC 3629).
/// The values point into `text`.
/// @returns service.request_wrong with the offset as detail; service.too_much beyond a limit.
Result<JsonValue> readOrgJson(std::string_view text);

/// The string that the outermost object has under `name`, as far as the beginning of a message shows it:
/// members in front of it must be whole. Empty when it does not.
std::string memberOfBeginning(std::string_view beginning, std::string_view name);

} // namespace tanba::service
