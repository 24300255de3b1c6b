#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/keys/token.h"
#include "core/portal/description.h"
#include "core/portal/login_machine.h"

#include <string>

namespace tanba::portal {

/// Signs a challenge that checkChallenge() let through, in the name of the origin that TLS proved: the gate
/// of core/sign holds here as for everybody.
/// @returns what travels in the member "signed": XML text, or a CMS in base64
Result<Bytes> signChallenge(keys::KeySession& session, const std::string& challenge, Format format,
                            const std::string& origin, Time now, const WorkControl& control);

/// Whether another key, card or PIN may be tried after this failure of signChallenge().
Setback signingSetback(FailureCode code, const WorkControl& control);

} // namespace tanba::portal
