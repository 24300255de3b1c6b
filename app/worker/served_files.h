#pragma once

#include <string>

namespace tanba::worker {

/// Files that are open before the process is locked down. When a library wants to open one of them
/// afterwards, the filter turns the call into SIGSYS and the handler gives it a copy of the descriptor; a
/// call for any other file ends the process.
class ServedFiles {
  public:
    static constexpr std::size_t kMost = 64;

    /// Opens `path` for reading; false when that fails or there are too many.
    static bool add(const std::string& path);
    static std::size_t count();
    /// Installs the handler; false when the system refuses.
    static bool handleTrappedCalls();
};

} // namespace tanba::worker
