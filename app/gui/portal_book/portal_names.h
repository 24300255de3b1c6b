#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/portals.h"

namespace tanba::gui {

/// What a portal is called in the language of the interface.
QString nameWords(const guidance::Names& names, const Words& words);

} // namespace tanba::gui
