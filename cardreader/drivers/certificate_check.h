#pragma once

#include "cardreader/apdu/channel.h"
#include "core/keys/certificate.h"

namespace tanba::card {

/// Whether the selected file still holds this certificate from its beginning. Every octet is read and
/// compared: whoever made up a certificate could give it the end, or any other part, of the right one.
/// @returns failures of the session only; whatever else the card answers means no.
Result<bool> holdsStill(CardSession& session, const keys::Certificate& certificate);

} // namespace tanba::card
