#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <string>

namespace tanba::portal {

/// Proof that who redeems a login's ticket is who began it (RFC 7636, method S256).
struct Pkce {
    SecretBytes verifier;  ///< 43 characters of base64url
    std::string challenge; ///< base64url of its SHA-256
};

/// random.unavailable.
Result<Pkce> makePkce();
Result<std::string> codeChallengeOf(const SecretBytes& verifier);
/// RFC 7636 4.1: 43 to 128 unreserved characters.
bool isCodeVerifier(const SecretBytes& verifier);

/// A fresh client nonce: base64url of 32 random bytes.
Result<std::string> makeClientNonce();

} // namespace tanba::portal
