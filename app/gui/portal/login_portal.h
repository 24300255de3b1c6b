#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/portals.h"
#include "core/portal/added_portal.h"

#include <string>

namespace tanba::gui {

using portal::PortalSource;

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
