#pragma once

#include "cardreader/drivers/driver.h"

namespace tanba::card::kz {

/// Most SELECT commands that a search sends.
inline constexpr std::size_t kMaxSearchSelects = 160;

/// Gives the key with the certificate's public key this certificate, unless it has a newer one; what fits no
/// key goes to otherCertificates.
void assignCertificate(CardContents& contents, const KnownCertificate& known);

/// The certificates of the keys that have none yet. First the known ones that this card showed before are
/// looked for in their old places; then, by reading only, every likely file, because where this card keeps
/// its certificates is not public. It stops as soon as every key has its certificate. Files that may not be
/// read are passed over; a card that shows none is no failure.
Outcome searchCertificates(CardSession& session, CardContents& contents,
                           const std::vector<KnownCertificate>& known);

} // namespace tanba::card::kz
