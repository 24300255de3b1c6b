#pragma once

#include "app/gui/pages/advice/hygiene_check.h"
#include "app/gui/pages/desk.h"

#include <functional>

namespace tanba::gui {

/// The check of every key file that the program knows of, as it is to be run beside the windows: it reads the
/// files. What belongs to the thread of the windows is asked for here.
std::function<HygieneCheck(const WorkControl&)> hygieneLook(const Desk& desk);

} // namespace tanba::gui
