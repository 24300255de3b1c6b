#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/keys/token.h"

#include <string>

namespace tanba::keys {

/// The lengths that a PIN may have, for people: "4" or "4-8"; "4-" without a limit, nothing where no rule is
/// known.
std::string allowedPinLengths(const PinRules& rules);

/// Whether a secret can be this token's PIN (or PUK), before anything is sent that could cost a try. An empty
/// one never can.
/// @returns pin.length (subject: the lengths allowed), or pin.characters where only digits are allowed.
Outcome checkPin(const PinRules& rules, const SecretBytes& value);

} // namespace tanba::keys
