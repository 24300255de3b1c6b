#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace tanba::trust {

/// RFC 8954 2.1 wants 16 to 32 octets of clients; every responder must take them.
inline constexpr std::size_t kOcspNonceSize = 16;

/// DER OCSPRequest (RFC 6960 4.1.1), unsigned, about one certificate. CertID is made by SHA-256, as the
/// authority's own programs make it and its responder answers.
/// @param issuerPublicKeyInfo DER SubjectPublicKeyInfo. @param serial INTEGER content.
/// @param nonce random octets that make the answer one to this question.
Result<Bytes> writeOcspRequest(ByteView issuerNameDer, ByteView issuerPublicKeyInfo, ByteView serial,
                               ByteView nonce);

} // namespace tanba::trust
