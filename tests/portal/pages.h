#pragma once

#include "tests/portal/exchange.h"

#include <optional>
#include <string_view>

namespace tanba::reference_portal {

/// The page, script or style of this path; nothing for any other path. The same for everybody.
std::optional<HttpReply> pageAt(std::string_view path);

/// POST {"text"}: the QR of a text as SVG, for the page that logs in through the local service.
Answer drawnQr(const Request& request);

} // namespace tanba::reference_portal
