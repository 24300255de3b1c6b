#pragma once

#include "core/trust/chain_judge.h"
#include "core/trust/timestamp.h"

#include <optional>
#include <vector>

namespace tanba::trust {

/// What a signature's time stamp is worth.
struct TimestampFinding {
    /// Absent when the token cannot even be read.
    std::optional<TimestampReport> report;
    /// TimestampWrong, TimestampUntrusted, TimestampUnchecked, TimestampSha1.
    std::vector<sign::Reason> reasons;
    /// Whose word proves the time; absent when nothing does.
    std::optional<AnchorOrigin> provedBy;
};

/// @param signatureValue what must have been stamped. @param carried what the file carries beside the stamp.
/// @param now no stamp comes from later than this.
TimestampFinding judgeTimestamp(ByteView token, ByteView signatureValue, const FileEvidence& carried,
                                const ChainJudge& chains, Time now);

} // namespace tanba::trust
