#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/portals.h"

#include <string>

namespace tanba::gui {

/// Where a portal of the profile comes from, and so what is believed of it (SECURITY.md, rule 12).
enum class PortalSource {
    Shipped, ///< a row of the program's own table, or of its demonstration: it has a name and may say 1414
    Added,   ///< by the person: its host is its name
};

/// A portal that a person enters inside the program.
struct LoginPortal {
    std::string origin; ///< as portal::portalOrigin() writes it
    PortalSource source = PortalSource::Added;
    guidance::Names names; ///< of a shipped one
};

/// The host of an https origin or address, with a port where it is not the usual one.
std::string hostOfAddress(const std::string& address);
/// What a screen calls the portal: its name when it is shipped, else its host.
QString titleOf(const LoginPortal& portal, const Words& words);

} // namespace tanba::gui
