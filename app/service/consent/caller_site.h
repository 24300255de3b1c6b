#pragma once

#include "app/service/consent/consent.h"

#include <string>

namespace tanba::service {

/// Whom limits count together: all origins of one domain that somebody pays for, since its owner has any
/// number of sub-domains and ports; a browser's pages without an origin; all programs that are no browsers,
/// because a copy of one may have any name.
std::string callerSite(const Caller& caller);

} // namespace tanba::service
