#pragma once

#include "app/service/consent/consent.h"

#include <string>

namespace tanba::service {

/// Whom limits count together: all origins of one registrable domain, since its owner has any number of
/// sub-domains and ports; else a program by its name. Everybody of whom nothing is known is one.
std::string callerSite(const Caller& caller);

} // namespace tanba::service
