#pragma once

#include "tests/gui/world.h"

#include <functional>

namespace tanba::gui::test {

/// Signing by a QR code meant for eGov Mobile.
void drawMobile(World& world, const std::function<void(const char*)>& take);

} // namespace tanba::gui::test
