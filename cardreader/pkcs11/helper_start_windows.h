#pragma once

#include "cardreader/pkcs11/windows_handle.h"
#include "core/base/result.h"

#include <filesystem>

namespace tanba::pkcs11 {

/// What belongs to a running helper.
struct StartedHelper {
    Handle connection; ///< our end of the pipe, for overlapped calls
    Handle process;
    /// Kills the helper, and whatever it started, when its last handle is closed: also when this program
    /// dies.
    Handle job;
};

/// Starts the helper with its end of the pipe as standard input, no other handle of ours, no window, and an
/// environment of nothing but what smart-card middleware reads. module.load_failed.
Result<StartedHelper> startInJob(const std::filesystem::path& program);

} // namespace tanba::pkcs11
