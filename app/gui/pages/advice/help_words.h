#pragma once

#include "app/gui/words/words.h"

namespace tanba::gui {

/// The ready message to the head of an organisation: the quotation in the help article "not-my-key".
QString messageToHead(const Words& words);

} // namespace tanba::gui
