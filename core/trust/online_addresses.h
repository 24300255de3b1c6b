#pragma once

#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::trust {

/// The addresses (uniformResourceIdentifier) in a certificate at which its revocation can be asked about, in
/// its order, as they stand. Extensions that do not read give none.
struct OnlineAddresses {
    std::vector<std::string> responders; ///< id-ad-ocsp (RFC 5280 4.2.2.1)
    std::vector<std::string> lists;      ///< cRLDistributionPoints (4.2.1.13)
    std::vector<std::string> deltas;     ///< freshestCRL (4.2.1.15)
};

/// So many of each kind are looked at: a certificate may name any number.
inline constexpr std::size_t kMaxOnlineAddresses = 4;

OnlineAddresses onlineAddressesOf(const keys::Certificate& certificate);

} // namespace tanba::trust
