#pragma once

#include "core/base/http_transport.h"
#include "core/base/result.h"
#include "core/portal/description.h"

#include <string_view>

namespace tanba::portal {

/// Judges a portal that a person wants to add (SECURITY.md, rule 12): names, marks, hosts and the SMS sender
/// "1414" belong to the shipped portals alone (resources/portals.json). Look-alikes count as well: letters of
/// another script, digits for letters, a shipped name as part of a longer host.
/// @returns portal.claims_shipped; the subject is what was claimed
Outcome judgeAddedPortal(const PortalDescription& portal);

/// The host alone, before anything is fetched from it.
Outcome judgeAddedHost(std::string_view origin);

/// Fetches and judges the description of a portal that a person typed the address of.
/// @param typed as for portalOrigin()
Result<PortalDescription> fetchAddedPortal(HttpTransport& http, std::string_view typed,
                                           const WorkControl& control);

} // namespace tanba::portal
