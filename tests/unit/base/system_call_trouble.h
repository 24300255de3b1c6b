#pragma once

#include <functional>
#include <initializer_list>

namespace tanba::test {

/// One system call (SYS_...) and the errno that it answers from now on.
struct SystemCallTrouble {
    long call;
    int error;
};

/// Runs `work` in a child process in which these system calls fail, so that file systems and disks can be
/// tried that the machine does not have. Returns what `work` returned: true when it found everything right.
bool withTrouble(std::initializer_list<SystemCallTrouble> troubles, const std::function<bool()>& work);

} // namespace tanba::test
