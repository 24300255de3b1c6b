#pragma once

#include "core/sign/evidence.h"
#include "core/trust/chain_judge.h"
#include "core/trust/verdict.h"

#include <optional>

namespace tanba::trust {

/// The clock of a verification.
struct VerificationTimes {
    Time now{};
    /// Judge for this moment instead of now where no time stamp proves another.
    std::optional<Time> at;
};

/// Puts integrity, time, chain, usage, revocation and algorithms of one signature together.
SignatureReport judgeSignature(const sign::SignatureEvidence& evidence, const sign::SignedFile& file,
                               const FileEvidence& carried, const ChainJudge& chains,
                               const VerificationTimes& times, const OnlineAccess& online = {});

} // namespace tanba::trust
