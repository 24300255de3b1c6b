#pragma once

#include "app/gui/words/words.h"

#include <chrono>

namespace tanba::gui {

/// How long something will still take, roughly.
QString timeLeftWords(std::chrono::seconds left, const Words& words);

} // namespace tanba::gui
