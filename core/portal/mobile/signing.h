#pragma once

#include "core/base/time.h"
#include "core/keys/token.h"
#include "core/portal/mobile/offer.h"
#include "core/portal/mobile/signing_hosts.h"

namespace tanba::portal::mobile {

/// Signs every document with one opened key, and gives the answer that goes back. Each is looked at once
/// more, whatever the caller saw before. Nothing comes of it when one of them fails.
/// @param control told in bytes of documents.
/// @returns as mayBeSigned(), signCms(), signXml() and signRaw(); certificate.wrong_purpose for a key that is
/// not for signing; cancelled.
Result<Bytes> signOffer(const Offer& offer, const SignLink& site, const SigningHosts& hosts,
                        keys::KeySession& session, Time now, const WorkControl& control);

} // namespace tanba::portal::mobile
