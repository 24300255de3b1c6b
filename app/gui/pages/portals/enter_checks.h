#pragma once

#include "app/gui/consent/consent_key.h"
#include "app/gui/pages/desk.h"
#include "app/gui/pages/portals/check_row.h"
#include "core/guidance/portals.h"

namespace tanba::gui {

// The points that are looked at before a portal is entered, as they stand now; what a point offers to do is
// done by the caller where it leads away from the page.

struct EnterWays {
    std::function<void()> searchKeys;
    std::function<void()> askStay;
    std::function<void(const std::string& address)> open;
};

/// A key that is valid and for logins.
CheckLine keyLine(const std::optional<ConsentKey>& key, const Desk& desk, const EnterWays& ways);
/// ... and whose it is. No words: there is nothing to say.
CheckLine ownerLine(const std::optional<ConsentKey>& key, const Desk& desk);
/// The service that portals reach.
CheckLine serviceLine(const Desk& desk);
CheckLine browserLine(const Desk& desk);
/// The phone is bound to the account: nobody here can know it.
CheckLine numberLine(const guidance::Portal& portal, const Desk& desk, const EnterWays& ways);
CheckLine stayLine(const Desk& desk, const EnterWays& ways);

} // namespace tanba::gui
