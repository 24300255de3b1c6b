#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/keys/certificate.h"
#include "core/sign/cms_reader.h"
#include "core/sign/evidence.h"

#include <optional>
#include <vector>

namespace tanba::trust {

inline constexpr std::size_t kMaxTimestampSize = 1024 * 1024;

/// TSTInfo (RFC 3161 2.4.2), the signed statement "this existed at that time".
struct TimestampInfo {
    Oid policy;
    Oid imprintAlgorithm;
    Bytes imprint;
    Bytes serial; ///< INTEGER content
    Time time{};
    Bytes nonce; ///< INTEGER content, empty when absent

    /// timestamp.malformed.
    static Result<TimestampInfo> read(ByteView der);
};

/// A TimeStampToken: a CMS over a TSTInfo, with the integrity of its one signature.
struct TimestampToken {
    TimestampInfo info;
    sign::SignatureEvidence signature;
    std::vector<keys::Certificate> certificates;
    std::vector<Bytes> crls;
    std::vector<Bytes> ocspResponses;

    /// timestamp.malformed when it is no CMS over a TSTInfo with exactly one signer.
    static Result<TimestampToken> read(ByteView der);
    /// True when the imprint is the digest of `stamped`.
    bool stamps(ByteView stamped) const;
};

/// The token inside a granted TimeStampResp (RFC 3161 2.4.2); timestamp.malformed otherwise, with the status
/// as detail.
Result<Bytes> tokenOfResponse(ByteView der);

} // namespace tanba::trust
