#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/algorithms.h"
#include "core/crypto/public_key.h"
#include "core/keys/certificate.h"
#include "core/trust/status_answer.h"

#include <optional>
#include <vector>

namespace tanba::trust {

inline constexpr std::size_t kMaxOcspSize = 1024 * 1024;
inline constexpr std::size_t kMaxOcspAnswers = 256;
inline constexpr std::size_t kMaxOcspCertificates = 4;

/// What a response says about one certificate.
struct OcspAnswer {
    Oid hashAlgorithm; ///< of the two hashes that name the issuer
    Bytes issuerNameHash;
    Bytes issuerKeyHash;
    Bytes serial; ///< INTEGER content
    StatusAnswer status = StatusAnswer::NotKnown;
    Time revokedAt{};
    int reason = -1; ///< CRLReason, -1 when none is given
    Time thisUpdate{};
    std::optional<Time> nextUpdate;

    /// True when it is about the certificate with this serial of the issuer with this name and this key.
    bool isAbout(ByteView serial, ByteView issuerNameDer, ByteView issuerPublicKeyInfo) const;
};

/// A BasicOCSPResponse (RFC 6960 4.2.1), parsed strictly; nothing in it is believed before its signature is
/// verified.
struct OcspResponse {
    Time producedAt{};
    std::vector<OcspAnswer> answers;
    /// Certificates that came along; one of them may be the responder's.
    std::vector<keys::Certificate> certificates;
    /// Content of the nonce extension, which binds the response to a question; usually an OCTET STRING.
    std::optional<Bytes> nonce;
    /// A critical extension that is not understood: the response is not used.
    bool unknownCritical = false;

    Bytes toBeSigned;
    std::optional<crypto::SignatureScheme> scheme;
    Bytes signature;

    /// DER OCSPResponse (successful) or BasicOCSPResponse. ocsp.malformed otherwise, or beyond the limits
    /// above.
    static Result<OcspResponse> read(ByteView der);
    /// signature.wrong unless this key made it.
    Outcome verifySignedBy(const crypto::PublicKey& key) const;
};

} // namespace tanba::trust
