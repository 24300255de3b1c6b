#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>

namespace tanba::pkcs11 {

/// Until when, and whether at all, a call is waited for.
struct Patience {
    std::chrono::steady_clock::time_point deadline;
    const CancelToken* cancel = nullptr;

    static Patience forAtMost(std::chrono::milliseconds time, const CancelToken* cancel) {
        return {std::chrono::steady_clock::now() + time, cancel};
    }
};

/// A running helper and the connection to it; killed at the latest when destroyed. Any failure is final: the
/// process is gone then. What the operating systems do differently lies behind this, one file a system.
class HelperProcess {
  public:
    virtual ~HelperProcess() = default;
    /// All of `bytes`. module.crashed when the helper is gone (detail: the signal or exit code),
    /// module.timeout, cancelled.
    virtual Outcome send(ByteView bytes, const Patience& patience) = 0;
    /// Fills `target`; failures as above.
    virtual Outcome receive(std::span<std::uint8_t> target, const Patience& patience) = 0;
};

/// Starts `program` without a shell and without arguments, in a session of its own, with an environment of
/// nothing but what smart-card middleware reads. module.load_failed when there is no such program.
Result<std::unique_ptr<HelperProcess>> startHelper(const std::filesystem::path& program);

/// tanba-pkcs11-helper in the folder of the running program. internal when the system does not tell it.
Result<std::filesystem::path> helperBesideThisProgram();

} // namespace tanba::pkcs11
