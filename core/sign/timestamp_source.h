#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/crypto/algorithms.h"

namespace tanba::sign {

/// The port through which signatures get their time stamps; core/trust/timestamp_client.h asks an authority
/// over HTTP. May be used from several threads at once.
class TimestampSource {
  public:
    virtual ~TimestampSource() = default;

    /// A stamp of this very value, checked to be one. Whether anybody believes its authority is the verdict's
    /// business.
    /// @param imprint by which the value is hashed; the authority sees nothing but the digest.
    /// @returns DER TimeStampToken (RFC 3161 2.4.2). timestamp.refused, timestamp.other, network.*,
    /// cancelled.
    virtual Result<Bytes> stamp(ByteView signatureValue, crypto::DigestAlgorithm imprint,
                                const CancelToken* cancel) = 0;
};

} // namespace tanba::sign
