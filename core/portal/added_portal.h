#pragma once

#include "core/base/http_transport.h"
#include "core/base/result.h"
#include "core/portal/answers.h"
#include "core/portal/description.h"

#include <string_view>

namespace tanba::portal {

/// Where a portal of the profile comes from, and so what is believed of it (SECURITY.md, rule 12).
enum class PortalSource {
    Shipped, ///< a row of the program's own table, or of its demonstration: it has a name and may say 1414
    Added,   ///< by the person: its host is its name
};

/// Judges a portal that a person wants to add (SECURITY.md, rule 12): names, marks, hosts and the SMS sender
/// "1414" belong to the shipped portals alone (resources/portals.json). Look-alikes count as well: letters of
/// another script, digits for letters, a shipped name as part of a longer host; and letters that neither
/// Cyrillic nor Latin script has, with which anything can be drawn. The sender of an SMS is ASCII.
/// @returns portal.claims_shipped; the subject is what was claimed
Outcome judgeAddedPortal(const PortalDescription& portal);

/// The same for what such a portal says in the middle of a login and a screen repeats: the person's name and
/// the phone's masked number.
Outcome judgeAddedAnswer(const LoginAnswer& answer);

/// The host alone, before anything is fetched from it.
Outcome judgeAddedHost(std::string_view origin);

/// Fetches and judges the description of a portal that a person typed the address of.
/// @param typed as for portalOrigin()
Result<PortalDescription> fetchAddedPortal(HttpTransport& http, std::string_view typed,
                                           const WorkControl& control);

} // namespace tanba::portal
