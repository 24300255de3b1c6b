#pragma once

#include "tests/gui/world.h"

namespace tanba::gui::test {

// Pages about tokens that a module brings, one after the other in any world, for walks over all pages.
void goToModules(World& world);
void goToHiddenFiles(World& world);

} // namespace tanba::gui::test
