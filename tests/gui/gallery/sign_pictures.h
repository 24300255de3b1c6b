#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// Every step of signing, in the states that a person meets. `take` draws what is shown, `takeNow` while work
/// goes on.
void drawSigning(World& world, const std::function<void(const char* name)>& take,
                 const std::function<void(const char* name)>& takeNow);

} // namespace tanba::gui::test
