#pragma once

#include "core/base/progress.h"
#include "core/portal/mobile/offer.h"
#include "core/portal/mobile/signing_hosts.h"

namespace tanba::portal::mobile {

/// Whether this document may be signed for that site at all (SECURITY.md, rules 1 to 3 and 13): never a
/// login, whatever it is called, never a structure that is signed elsewhere, and bare signature values only
/// for sites of the table.
/// @returns signing.login_needs_origin, signing.raw_is_structure, mobile.not_allowed (the subject is the
/// host), xml.* for a document that is none, file.too_large.
Outcome mayBeSigned(const OfferedDocument& document, const SignLink& site, const SigningHosts& hosts,
                    const WorkControl& control);

/// What a site calls a document makes no document of a nonce; but what is too short for any nonce is none.
bool countsAsNamed(ByteView content);

} // namespace tanba::portal::mobile
