#pragma once

#include "core/base/failure.h"

namespace tanba {

// A part of this program that reads what comes from strangers, in a process that locks itself before it
// reads.

/// Its exit code when it could not prepare or lock itself, and therefore read nothing.
inline constexpr int kChildNotReady = 70;

/// What its failures mean to the person.
struct LockedChildEnds {
    FailureCode crashed;
    FailureCode late;     ///< also: its processor time is over
    FailureCode notReady; ///< as good as missing
};

/// @param failure of a call on its connection, with crashed as ChildProgram::ended.
FailureCode codeOfEnd(const Failure& failure, const LockedChildEnds& ends);

} // namespace tanba
