#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// Every step of signing, in the states that a person meets. `take` draws what is shown.
void drawSigning(World& world, const std::function<void(const char* name)>& take);

} // namespace tanba::gui::test
