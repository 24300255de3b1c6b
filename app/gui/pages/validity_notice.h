#pragma once

#include "app/gui/keys/key_entry.h"
#include "app/gui/widgets/banner.h"

#include <functional>

namespace tanba::gui {

/// What a person is told above the facts of a key about its end: soon, over, not begun, or that the key is
/// not where it was. Nothing while all is well.
/// @param certificate whose end it is; needed for Soon only.
/// @param openRenewal behind the button that leads to the authority's site.
void showValidityNotice(Banner& banner, KeyState state, const keys::Certificate* certificate, Time now,
                        const Words& words, const std::function<void()>& openRenewal);

} // namespace tanba::gui
