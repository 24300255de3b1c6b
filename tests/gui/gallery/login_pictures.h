#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// A login at a portal of the profile, in the states that a person meets. `take` draws what is shown.
void drawLogin(World& world, const std::function<void(const char* name)>& take);

} // namespace tanba::gui::test
