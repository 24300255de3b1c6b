#pragma once

#include "cardreader/drivers/driver.h"

// PIN commands of ISO 7816-4 11.6, which PIV and ISO 7816-15 cards share. Each sends at most one command.
namespace tanba::card {

/// A secret as it stands in a command: checked (keys/pin_rule.h), then padded to the block. pin.length when
/// it does not fit.
Result<SecretBytes> pinField(const keys::PinRules& rules, const PinBlock& block, const SecretBytes& value);

/// VERIFY (20).
Outcome isoVerify(CardSession& session, const CardPin& pin, const SecretBytes& value);
Outcome isoVerifyOnPad(CardSession& session, const CardPin& pin);
/// CHANGE REFERENCE DATA (24): the old PIN and the new one.
Outcome isoChange(CardSession& session, const CardPin& pin, const TypedPins& pins);
Outcome isoChangeOnPad(CardSession& session, const CardPin& pin);
/// RESET RETRY COUNTER (2C): the PUK and the new PIN.
Outcome isoUnblock(CardSession& session, const CardPin& pin, const TypedPins& pins);

} // namespace tanba::card
