#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// The pages about checking signatures, in the states that a person meets. `take` draws what is shown,
/// `takeNow` while work goes on.
void drawCheck(World& world, const std::function<void(const char* name)>& take,
               const std::function<void(const char* name)>& takeNow);

} // namespace tanba::gui::test
