#pragma once

#include "cardreader/apdu/pin_pad.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

namespace tanba::card::pcsc {

/// PIN_VERIFY_STRUCTURE (PC/SC part 10, 2.5.2) for a command whose data field is one PIN block: ASCII digits
/// from the left, the rest padding. `validationConditions` are those that the reader knows, 0 when it did not
/// say. card.not_for_this_driver when the block does not fit the structure (above 15 bytes).
Result<Bytes> pinVerifyStructure(const PinPadCommand& command, std::uint8_t validationConditions);

/// PIN_MODIFY_STRUCTURE (2.5.3): two blocks, the old PIN and the new one, which is typed twice.
Result<Bytes> pinModifyStructure(const PinPadCommand& command, std::uint8_t validationConditions);

} // namespace tanba::card::pcsc
