#pragma once

#include "cardreader/drivers/driver.h"

#include <chrono>

namespace tanba::card::kz {

/// Most SELECT commands that a search sends; looking for a PKCS #15 application costs a few more.
inline constexpr std::size_t kMaxSearchSelects = 640;
/// And the longest that it takes. A card answers 30 to 100 SELECTs a second.
inline constexpr std::chrono::seconds kMaxSearchTime{10};

/// Of the search. A new one for every change of where or how it looks: cards whose certificates an earlier
/// one did not find are then searched again.
inline constexpr std::uint8_t kSearchVersion = 1;

using SteadyNow = std::chrono::steady_clock::time_point (*)();

/// Gives the key with the certificate's public key this certificate, unless it has a newer one; what fits no
/// key goes to otherCertificates.
void assignCertificate(CardContents& contents, const KnownCertificate& known);

/// The certificates of the keys that have none yet. First the known ones that this card showed before are
/// looked for in their old places; then, by reading only, every likely file, because where this card keeps
/// its certificates is not public. It stops as soon as every key has its certificate or an earlier search of
/// this version that found none (CardKey::fruitlessSearch); only near certificates that the card shows it
/// looks even so. Files that may not be read are passed over, those that open with a PIN are kept in
/// closedPlaces; a card that shows none is no failure. A search that was disturbed, ran out of time or met a
/// closed file names no fruitlessSearch.
Outcome searchCertificates(CardSession& session, CardContents& contents, const KnownOfCard& known,
                           SteadyNow now = &std::chrono::steady_clock::now);

/// The closed places alone, once more.
Outcome searchClosedPlaces(CardSession& session, CardContents& contents);

} // namespace tanba::card::kz
