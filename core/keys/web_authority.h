#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/base/time.h"
#include "core/keys/certificate.h"

#include <chrono>
#include <vector>

namespace tanba::keys {

/// A server certificate for this computer, with its key.
struct WebLeaf {
    Certificate certificate;
    SecretBytes privateKey; ///< DER PrivateKeyInfo (PKCS#8)
};

/// What the authority of this computer left behind: its certificate, which browsers are told to trust, and
/// all that it ever issued. Its private key is gone.
struct WebAuthority {
    Certificate certificate;
    std::vector<WebLeaf> leaves; ///< in the order of their validity
};

inline constexpr std::size_t kWebLeaves = 5;
/// Each leaf is valid for less than the 398 days that browsers allow, and a day longer than the next one
/// needs.
inline constexpr std::chrono::days kWebLeafLife{397};
inline constexpr std::chrono::days kWebLeafOverlap{1};

/// Makes an authority for the local web service, five leaves with keys of their own (P-256), and wipes the
/// authority's key before it returns (SECURITY.md, "The local web service"): pathlen 0, serverAuth, and
/// critical nameConstraints (RFC 5280 4.2.1.10) that permit localhost and 127.0.0.1/32 and nothing else.
/// The first leaf is valid from a day before `now`; the authority as long as the last leaf.
/// @returns random.unavailable.
Result<WebAuthority> makeWebAuthority(Time now);

} // namespace tanba::keys
