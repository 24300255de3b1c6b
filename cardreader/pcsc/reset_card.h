#pragma once

#include "cardreader/pcsc/api.h"
#include "cardreader/pcsc/waiter.h"

#include <string>

namespace tanba::card::pcsc {

/// Resets the card in the reader that a PKCS#11 module describes so (the reader's name, of which 64 octets
/// fit into CK_SLOT_INFO), so that no other program finds its PIN verified. As patient as openCard(); a card
/// that is gone or held by another program is left alone, and so is a slot whose description is no reader's
/// name.
void resetCardIn(Api& api, Waiter& waiter, const std::string& slotDescription);

} // namespace tanba::card::pcsc
