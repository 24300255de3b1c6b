#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/crypto/digest.h"

#include <optional>

namespace tanba::trust {

inline constexpr std::size_t kTimestampNonceSize = 8;

/// A question to a time-stamp authority (RFC 3161 2.4.1), and what its answer is compared with.
struct TimestampRequest {
    crypto::Digest imprint;
    std::optional<Oid> policy;
    Bytes nonce; ///< INTEGER content

    /// With a nonce of its own. random.unavailable.
    static Result<TimestampRequest> over(ByteView stamped, crypto::DigestAlgorithm imprint,
                                         std::optional<Oid> policy);
    /// DER TimeStampReq, version 1, certReq TRUE, no extensions. The digest's parameters are NULL, as the
    /// national programs write them.
    Bytes write() const;
};

/// The token of the authority's answer (TimeStampResp, RFC 3161 2.4.2) to this question: granted, signed by
/// the certificate that it carries, whose purpose is to stamp, and with the request's imprint, nonce and
/// policy.
/// @returns timestamp.refused with the authority's words as subject ("rejection, badAlg") and its free text
/// as detail; timestamp.other for the answer to another question, with what differs as detail;
/// timestamp.malformed for everything else, with what is wrong as detail.
Result<Bytes> readTimestampAnswer(ByteView der, const TimestampRequest& request);

} // namespace tanba::trust
