#pragma once

#include "tests/gui/portals_world.h"

#include <functional>

namespace tanba::gui::test {

/// The portals and the way into them, in the states that a person meets; and the card beside a portal's page.
void drawPortals(PortalsWorld& world, const std::function<void(const char* name, QWidget& window)>& take);

} // namespace tanba::gui::test
