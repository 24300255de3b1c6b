#pragma once

#include "core/keys/certificate.h"
#include "core/sign/classify.h"
#include "core/sign/reason.h"

#include <optional>

namespace tanba::trust {

/// Why this certificate's key may not have signed such content; nothing when it may.
/// A login key may sign logins and nothing else; a signing key may sign both, because what looks like a login
/// challenge may be a very short document.
std::optional<sign::Reason> usageFault(const keys::Certificate& certificate, sign::ContentClass content);

/// id-kp-timeStamping as RFC 3161 2.3 wants it: critical, and no other purpose beside it.
bool isTimestampAuthority(const keys::Certificate& certificate);
/// id-kp-OCSPSigning (RFC 6960 4.2.2.2).
bool isOcspResponder(const keys::Certificate& certificate);
/// RFC 5280 4.2.1.3: without a keyUsage extension nothing is forbidden.
bool maySignLists(const keys::Certificate& certificate);

} // namespace tanba::trust
