#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tanba {

/// Until when, and whether at all, a call is waited for.
struct Patience {
    std::chrono::steady_clock::time_point deadline;
    const CancelToken* cancel = nullptr;

    static Patience forAtMost(std::chrono::milliseconds time, const CancelToken* cancel) {
        return {std::chrono::steady_clock::now() + time, cancel};
    }
};

/// Whether the child's standard output is the connection as well; its standard error never is.
enum class ChildOutput { Nowhere, Connection };

/// A program that runs as a process of its own, mostly a part of this one, and how its troubles are told.
struct ChildProgram {
    std::filesystem::path path;
    /// Names of the variables that it gets of our environment, besides a plain PATH.
    std::span<const char* const> variables;
    ChildOutput output = ChildOutput::Nowhere;
    FailureCode notStarted = FailureCode::Internal; ///< subject: its file name
    FailureCode ended = FailureCode::Internal;      ///< detail: "signal 11" or "exit code 1"
    FailureCode late = FailureCode::Internal;
    /// Behind its name. Not on Windows.
    std::span<const std::string> arguments = {};
};

/// A running child and the connection to it, which is its standard input; killed at the latest when
/// destroyed. Any failure is final: the process is gone then. What the operating systems do differently lies
/// behind this, one file a system.
class ChildProcess {
  public:
    virtual ~ChildProcess() = default;
    /// All of `bytes`. The failures `ended`, `late` or cancelled.
    virtual Outcome send(ByteView bytes, const Patience& patience) = 0;
    /// The child reads the end of its input. Only with ChildOutput::Connection.
    virtual Outcome finishSending() = 0;
    /// Fills `target`; failures as above.
    virtual Outcome receive(std::span<std::uint8_t> target, const Patience& patience) = 0;
    /// Everything that the child writes until it ends with exit code 0; `ended` for any other end and for
    /// more than `limit` bytes ("too much").
    virtual Result<Bytes> receiveToEnd(std::size_t limit, const Patience& patience) = 0;
};

/// Starts the program without a shell, in a session of its own, with the top of the file system as its folder
/// and no descriptor but the connection.
Result<std::unique_ptr<ChildProcess>> startChild(const ChildProgram& program);

/// The program of this name in the folder of the running program. internal when the system does not tell it.
Result<std::filesystem::path> programBesideThisOne(std::string_view name);

} // namespace tanba
