#pragma once

#include "core/base/time.h"
#include "core/keys/token.h"
#include "core/portal/mobile/invitation.h"
#include "core/portal/mobile/signing_hosts.h"

namespace tanba::portal::mobile {

/// Whether this site may ask for a signed login in front of its documents; mobile.not_allowed with the host.
Outcome mayAskForLogin(const Invitation& invitation, const SigningHosts& hosts);

/// The signed login over the address of the documents, as it is posted: {"xml": ...}. What is signed is
/// written here, never by the site.
/// @returns mobile.not_allowed, portal.wrong_key_usage for a key that is not for logins, and as signXml().
Result<Bytes> proveLogin(const Invitation& invitation, const SigningHosts& hosts, keys::KeySession& session,
                         Time now, const WorkControl& control);

} // namespace tanba::portal::mobile
