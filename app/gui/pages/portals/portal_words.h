#pragma once

#include "app/gui/portal_book/added_portals.h"
#include "app/gui/portal_book/portal_names.h"

namespace tanba::gui {

// What the pages about portals call them and say of them.

/// The host of a portal that a person added; the name of the demonstration's.
QString titleWords(const AddedPortal& portal, const Words& words);
/// What one needs to get in: the signature, and what comes after it.
QString factorWords(const guidance::Portal& portal, guidance::Date today, const Words& words);
QString factorWords(const std::vector<portal::FactorType>& factors, const Words& words);

/// Whether the second stage of this portal is a code by SMS, or a QR code, on this day.
bool hasSmsStage(const guidance::Portal& portal, guidance::Date today);
/// The origins that ask for a login at this portal: its own, or those of the portal whose login page it uses.
const std::vector<std::string>& loginOrigins(const guidance::Portal& portal);

} // namespace tanba::gui
