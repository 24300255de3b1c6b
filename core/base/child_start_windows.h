#pragma once

#include "core/base/child_process.h"
#include "core/base/windows_handle.h"

namespace tanba {

/// What belongs to a running child.
struct StartedChild {
    Handle connection; ///< our end of the pipe, for overlapped calls
    Handle process;
    /// Kills the child, and whatever it started, when its last handle is closed: also when this program
    /// dies.
    Handle job;
};

/// Starts the program with its end of the pipe as standard input, no other handle of ours, no window, and of
/// our environment only what it is to have. The failure `notStarted`.
Result<StartedChild> startInJob(const ChildProgram& program);

} // namespace tanba
