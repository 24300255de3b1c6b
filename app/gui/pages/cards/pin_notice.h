#pragma once

#include "app/gui/cards/card_entry.h"
#include "app/gui/widgets/banner.h"

namespace tanba::gui {

/// What a person should know before typing a PIN: that it is blocked, that one try is left, or that tries
/// were spent. Nothing while all is well.
void showPinNotice(Banner& banner, const CardEntry& entry, const Words& words);

/// Failures after which a person types the same secret again: a wrong password, PIN or PUK.
bool wrongSecret(FailureCode code);

} // namespace tanba::gui
