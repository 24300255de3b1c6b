#pragma once

#include "cardreader/apdu/channel.h"
#include "core/keys/certificate.h"

namespace tanba::card {

/// Octets that are compared of a certificate known before.
inline constexpr std::size_t kComparedEnd = 64;

/// Whether the selected file still holds this certificate, `start` octets from its beginning: one READ BINARY
/// of the certificate's last kComparedEnd octets. These belong to its issuer's signature, which depends on
/// every other octet, so no other certificate ends like it in the same place.
/// @returns failures of the session only; whatever else the card answers means no.
Result<bool> holdsStill(CardSession& session, std::size_t start, const keys::Certificate& certificate);

} // namespace tanba::card
