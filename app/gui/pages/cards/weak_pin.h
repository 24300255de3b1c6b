#pragma once

#include "app/gui/cards/card_entry.h"
#include "app/gui/widgets/banner.h"
#include "core/base/secret_bytes.h"

#include <functional>

namespace tanba::gui {

/// Whether everybody knows this PIN; only for what was just typed. What is typed on a reader nobody sees.
bool isPublishedPin(const SecretBytes& pin);

/// Tells, after the work for which it was typed, that everybody knows the PIN of this card, and offers the
/// change; or says where it is changed when this program cannot.
/// @param card null when it is not there any more
void showWeakPin(Banner& banner, const CardEntry* card, const Words& words, std::function<void()> change);

} // namespace tanba::gui
