#pragma once

#include "core/base/bytes.h"
#include "core/keys/certificate.h"

#include <span>
#include <string>
#include <vector>

namespace tanba::trust {

/// Validates exactly this path by OpenSSL (RFC 5280 6.1): names, signatures, basicConstraints, path lengths,
/// key usage of the authorities, name constraints, policies required, critical extensions. Validity periods,
/// revocation, the purpose of the first certificate and the strength of algorithms are judged elsewhere, by
/// our own rules.
/// @param chain the certificate in question first; without the anchor, unless it is the anchor itself.
/// @returns one stable word a fault, with the certificate's name; empty when there is none.
std::vector<std::string> faultsOfChain(std::span<const keys::Certificate> chain, ByteView anchorDer);

} // namespace tanba::trust
