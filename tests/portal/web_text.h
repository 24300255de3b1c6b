#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::reference_portal {

/// RFC 4648 5 without padding.
std::string toBase64Url(ByteView bytes);
/// True for `text` of base64url characters only, from `min` to `max` of them.
bool isBase64Url(std::string_view text, std::size_t min, std::size_t max);

/// Base64url of 24 random bytes: names that nobody can guess.
Result<std::string> randomName();

/// IMF-fixdate (RFC 9110 5.6.7).
std::string httpDate(Time time);

/// "a=1&b=%20+": application/x-www-form-urlencoded. Nothing for what is malformed or has a name twice.
std::optional<std::map<std::string, std::string>> readForm(std::string_view text);

/// In a time that tells nothing about where they differ.
bool sameSecret(std::string_view left, std::string_view right);

} // namespace tanba::reference_portal
