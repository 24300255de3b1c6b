#pragma once

#include "app/gui/cards/open_card.h"
#include "app/gui/documents/signing_key_option.h"
#include "core/base/cancel_gate.h"

#include <functional>
#include <memory>

namespace tanba::gui {

/// The key that a person chose, opened. key.id_not_found; file.changed_meanwhile when it is not the one that
/// was shown to them. `pins` and `cancel` outlive the session.
Result<std::unique_ptr<keys::KeySession>> openChosenKey(keys::Token& token, const SigningKeyOption& option,
                                                        keys::PinSource& pins, const CancelToken* cancel);

/// The same for somebody who may let go of it meanwhile, by the gate: `cancelled` then, also when the key has
/// opened by now; it is closed again.
Result<std::unique_ptr<keys::KeySession>> openWantedKey(keys::Token& token, const SigningKeyOption& option,
                                                        keys::PinSource& pins, CancelGate& gate,
                                                        const CancelToken* cancel);

/// Runs `work` with the token that the option lies on, alone; beside the windows. card.absent without a card.
/// @param card of an option on a card; null for a key file.
/// @returns what the card shows afterwards; what `work` threw as a failure, so that the caller still knows
/// how far it came.
Result<std::optional<CardEntry>> withTokenOf(const SigningKeyOption& option, OpenCard* card, FileStore& files,
                                             const std::function<void(keys::Token&)>& work);

} // namespace tanba::gui
