#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// The pages about checking signatures, in the states that a person meets. `take` draws what is shown.
void drawCheck(World& world, const std::function<void(const char* name)>& take);

} // namespace tanba::gui::test
