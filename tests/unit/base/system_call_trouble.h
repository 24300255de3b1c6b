#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>

namespace tanba::test {

/// One system call (SYS_...) and the errno that it answers from now on.
struct SystemCallTrouble {
    long call;
    int error;
    /// Only for calls with this third argument. The sanitizers' own runtime writes to pipes to try out
    /// addresses: a write is told from those by its length.
    std::optional<std::uint32_t> thirdArgument = {};
};

/// Runs `work` in a child process in which these system calls fail, so that file systems and disks can be
/// tried that the machine does not have. Returns what `work` returned (at most 1 KiB), or how the child ended
/// without returning.
std::string withTrouble(std::initializer_list<SystemCallTrouble> troubles,
                        const std::function<std::string()>& work);

} // namespace tanba::test
