#pragma once

#include "core/base/http_transport.h"

#include <string>

namespace tanba::demo {

/// What the portal's own page does in a browser at the end of a login: exchanges the ticket in the address
/// for tokens, with the verifier behind "#". A real browser does not trust a demonstration's portal.
/// @param address as Login::finishAddress() gives it.
/// @returns demo.failed when the portal does not take it; network.*.
Outcome finishInBrowser(HttpTransport& http, const std::string& origin, std::string_view address,
                        const WorkControl& control);

} // namespace tanba::demo
