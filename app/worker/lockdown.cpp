#include "app/worker/lockdown.h"

#include "app/worker/served_files.h"

#include <fcntl.h>
#include <malloc.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace tanba::worker {

namespace {

// AddressSanitizer takes terabytes of addresses for its shadow, so there is no limit with it.
[[maybe_unused]] constexpr rlim_t kMemory = rlim_t{1024} * 1024 * 1024;
constexpr rlim_t kDescriptors = 3 + 2 * ServedFiles::kMost;

struct Limit {
    __rlimit_resource resource;
    rlim_t value;
    rlim_t most;
};
/// At the value comes SIGXCPU, which can be told apart, and a little later SIGKILL.
constexpr Limit limitOf(std::chrono::seconds processorTime) {
    const auto seconds = static_cast<rlim_t>(processorTime.count());
    return {RLIMIT_CPU, seconds, seconds + 2};
}
constexpr std::array kLimits = {
#ifndef TANBA_SANITIZED
    Limit{RLIMIT_AS, kMemory, kMemory},
#endif
    Limit{RLIMIT_NOFILE, kDescriptors, kDescriptors},
    Limit{RLIMIT_FSIZE, 0, 0},
    Limit{RLIMIT_NPROC, 0, 0},
    Limit{RLIMIT_CORE, 0, 0},
};

// Measured with strace over the documents of tests/unit/preview. clock_gettime is a system call only where
// the machine's clock cannot be read without one.
constexpr std::array kAllowed = {
    SCMP_SYS(read),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(exit_group),
#ifdef TANBA_SANITIZED
    // What the sanitizers' runtime does at any time.
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(madvise),
    SCMP_SYS(pipe2),
#endif
};

// The C library's qsort() asks for the size of the memory, and does without an answer.
constexpr std::array kRefused = {SCMP_SYS(sysinfo)};

// Answered by ServedFiles.
constexpr std::array kTrapped = {SCMP_SYS(openat), SCMP_SYS(newfstatat)};

bool setLimit(const Limit& limit) {
    const rlimit both{limit.value, limit.most};
    return ::setrlimit(limit.resource, &both) == 0;
}

using Filter = std::unique_ptr<void, decltype(&::seccomp_release)>;

/// A call that is allowed only with one argument as it should be: `argument & mask == value`.
struct Condition {
    int call;
    unsigned int argument;
    scmp_datum_t mask;
    scmp_datum_t value;
};
constexpr scmp_datum_t kWhole = ~scmp_datum_t{0};
constexpr std::array<Condition, 6> kConditions = {{
    {SCMP_SYS(write), 0, kWhole, STDOUT_FILENO},
    {SCMP_SYS(write), 0, kWhole, STDERR_FILENO},
    {SCMP_SYS(fcntl), 1, kWhole, F_SETFD},
    {SCMP_SYS(fcntl), 1, kWhole, F_DUPFD_CLOEXEC},
    // Memory whose content runs as code cannot come about after the lock.
    {SCMP_SYS(mmap), 2, PROT_EXEC, 0},
    {SCMP_SYS(mprotect), 2, PROT_EXEC, 0},
}};

bool loadFilter() {
    const Filter filter(::seccomp_init(SCMP_ACT_KILL_PROCESS), &::seccomp_release);
    if (filter == nullptr)
        return false;
    int bad = 0;
    const auto add = [&](std::uint32_t action, int call) {
        bad |= ::seccomp_rule_add_array(filter.get(), action, call, 0, nullptr);
    };
    // All threads of the process, not only this one.
    bad |= ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    for (const int call : kAllowed)
        add(SCMP_ACT_ALLOW, call);
    for (const int call : kRefused)
        add(SCMP_ACT_ERRNO(EACCES), call);
    for (const int call : kTrapped)
        add(SCMP_ACT_TRAP, call);
    for (const Condition& condition : kConditions) {
        const scmp_arg_cmp comparison{condition.argument, SCMP_CMP_MASKED_EQ, condition.mask,
                                      condition.value};
        bad |= ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, condition.call, 1, &comparison);
    }
#ifdef TANBA_SANITIZED
    // UndefinedBehaviorSanitizer tries an address out by writing it into a pipe of its own.
    const scmp_arg_cmp pipe{0, SCMP_CMP_GT, STDERR_FILENO, 0};
    bad |= ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(write), 1, &pipe);
#endif
    return bad == 0 && ::seccomp_load(filter.get()) == 0;
}

} // namespace

bool prepareSurroundings() {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const bool silent = nowhere >= 0 && ::dup2(nowhere, STDERR_FILENO) == STDERR_FILENO;
    // One heap for all threads: a thread's own asks a file in /proc when it shrinks. A sanitizer's allocator
    // refuses this and has no such habit.
    static_cast<void>(::mallopt(M_ARENA_MAX, 1));
    ::setenv("TZ", "UTC0", 1);
    ::tzset();
    return silent && ::close_range(STDERR_FILENO + 1, ~0U, 0) == 0;
}

bool lockDown(std::chrono::seconds processorTime) {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !ServedFiles::handleTrappedCalls())
        return false;
    return setLimit(limitOf(processorTime)) && std::ranges::all_of(kLimits, setLimit) && loadFilter();
}

} // namespace tanba::worker
