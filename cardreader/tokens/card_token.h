#pragma once

#include "cardreader/drivers/driver.h"
#include "cardreader/tokens/certificate_memory.h"
#include "core/keys/token.h"

#include <memory>
#include <string_view>

namespace tanba::card {

/// A card as a Token (core/keys/token.h). Reads what the card shows once; keys and certificates are then
/// kept, and each action begins a session of its own, in which it first makes sure that the same card is
/// there (card.other_card). No session is open while a PinSource is asked. The slot and the memory outlive
/// the token, its keys and their sessions.
///
/// Opening a key sends exactly one VERIFY. When the card was reset by somebody behind it, a person who types
/// on the reader is asked again, else it is card.reset; a PIN whose answer was lost is never sent twice. A
/// KeySession holds the card until it is destroyed, and the card is then reset; a key that wants its PIN for
/// each signature lets the card go while the person types.
/// @param language of the label, "kk", "ru" or "en", where the card gives none itself.
/// @returns card.absent, card.unknown and the like.
Result<std::unique_ptr<keys::Token>> openCardToken(CardSlot& slot, CertificateMemory& memory,
                                                   const CancelToken* cancel,
                                                   std::string_view language = "en");

/// Gives a card that does not show its certificates one that the user has: a certificate file (DER, PEM,
/// base64), or a certificate out of anything that was ever signed with this card. It belongs to the key with
/// the same public key and is remembered for this card.
/// @returns the certificate; certificate.malformed; card.certificate_of_other_card when no key of the card
/// has its public key; a failure of the memory, with which the certificate can be used all the same until the
/// token is closed; card.not_for_this_driver when the token is no card of openCardToken().
Result<keys::Certificate> adoptCertificate(keys::Token& token, ByteView certificate);

} // namespace tanba::card
