#pragma once

#include "tests/gui/pin_world.h"

#include <functional>

namespace tanba::gui::test {

/// The window in which sites ask, and the settings about them, in the states that a person meets.
void drawConsent(ConsentWorld& world, const std::function<void(const char* name, QWidget& window)>& take);

/// A token that wants its PIN for each signature.
void drawPinAgain(PinWorld& world, const std::function<void(const char* name, QWidget& window)>& take);

} // namespace tanba::gui::test
