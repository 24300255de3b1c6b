#pragma once

#include "tests/card_rig/reader/card_link.h"

#include <optional>

namespace rig {

/// What the reader does with FEATURE_VERIFY_PIN_DIRECT (PC/SC part 10, 2.5.2): puts the digits that the
/// person typed into the command and sends it. @returns the card's answer or the reader's own: 6400 time is
/// up, 6401 cancelled, 6403 too short or long. None for a request that a real reader would refuse, or without
/// a card.
std::optional<Bytes> verifyOnPad(CardLink& link, const Bytes& request);

/// FEATURE_MODIFY_PIN_DIRECT (PC/SC part 10, 2.5.3), as above; also 6402, the new PINs differ.
std::optional<Bytes> modifyOnPad(CardLink& link, const Bytes& request);

} // namespace rig
