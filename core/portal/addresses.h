#pragma once

#include "core/base/http_address.h"

#include <string>
#include <string_view>

namespace tanba::portal {

/// A well-formed https address without a fragment (parseHttpAddress).
bool isHttps(std::string_view address);
/// The origin of an https address as sign::normaliseOrigin() writes it; empty for any other.
std::string originOf(std::string_view address);
/// "host" or "host:port" of a normalised https origin.
std::string hostOf(std::string_view origin);

/// What a QR of this portal's login may say: an https address of the portal, also behind "mobileSign:", and
/// also with a fragment, which no server sees.
bool isOwnQrText(std::string_view text, std::string_view origin);

} // namespace tanba::portal
