#pragma once

#include "core/base/failure.h"
#include "core/trust/verdict.h"

namespace tanba::cli {

/// Exit codes, fixed because scripts depend on them.
enum class Exit : int {
    Done = 0,           ///< verify: valid
    Refused = 1,        ///< refused or failed; verify: invalid
    NotEstablished = 2, ///< verify only
    Cancelled = 3,
    Usage = 64,
    Unreadable = 65, ///< input cannot be read
};

/// What the program was doing with the person's files when it failed: "no permission" to read a document and
/// to write a signature are different answers.
enum class Phase { Reading, Writing };

Exit exitOf(const Failure& failure, Phase phase);

Exit exitOf(trust::Verdict verdict);
/// Of several files: valid < could not be established < unreadable < invalid.
Exit worseOfVerify(Exit left, Exit right);
/// The answer of `verify` when a file gave no report.
Exit verifyExitOf(const Failure& failure);

} // namespace tanba::cli
