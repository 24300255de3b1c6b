#pragma once

#include "core/trust/ocsp.h"

namespace tanba::trust {

/// id-pkix-ocsp-nonce (RFC 6960 4.4.1).
inline const Oid kOcspNonce("1.3.6.1.5.5.7.48.1.2");

/// The octets that issuerKeyHash is made of: the key itself, without tag, length and unused bits (RFC 6960
/// 4.1.1).
Result<Bytes> publicKeyOctets(ByteView publicKeyInfo);

/// OCSPResponse or BasicOCSPResponse (RFC 6960 4.2.1). A responder's refusal is ocsp.malformed with its name
/// in the detail: "responder says tryLater".
Result<OcspResponse> parseOcsp(ByteView der);

} // namespace tanba::trust
