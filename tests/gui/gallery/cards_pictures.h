#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// Every page about readers, cards and tokens, in the states that a person meets. `take` draws what is shown.
void drawCards(World& world, const std::function<void(const char* name)>& take);

} // namespace tanba::gui::test
