#pragma once

#include "app/gui/pages/desk.h"

#include <QUrl>
#include <string>

namespace tanba::gui {

class Banner;

/// Where the authority issues a key anew: resources/portals.json.
QUrl renewalSite();
/// Opens a site in the browser; where there is none, the banner says the address, so that it can be typed
/// elsewhere.
/// @returns false when there is no browser
bool openSite(const Desk& desk, const QUrl& site, Banner& banner);

/// "pki.gov.kz" of "https://pki.gov.kz/cab"
std::string hostOf(const std::string& address);

} // namespace tanba::gui
