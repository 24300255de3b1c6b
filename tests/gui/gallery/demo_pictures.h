#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// The demonstration's tour and phone beside the pages. `take` draws what is shown.
void drawDemo(World& world, const std::function<void(const char* name)>& take);

} // namespace tanba::gui::test
