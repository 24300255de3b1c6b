#pragma once

#include "cardreader/drivers/driver.h"

namespace tanba::card::kz {

/// Most SELECT commands that a search sends.
inline constexpr std::size_t kMaxSearchSelects = 160;

/// Gives each key the certificate with its public key out of these; what fits none goes to otherCertificates.
void assignCertificates(CardContents& contents, const std::vector<keys::Certificate>& certificates);

/// Looks for certificate files by reading only: where this card keeps them is not public. The likely places
/// come first, and it stops as soon as every key has its certificate. Files that may not be read are passed
/// over; a card that shows none is no failure.
Outcome searchCertificates(CardSession& session, CardContents& contents);

} // namespace tanba::card::kz
