#include "tests/unit/base/system_call_trouble.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <system_error>
#include <vector>

namespace tanba::test {

namespace {

/// A filter program for the kernel (seccomp(2)): one comparison a call, everything else is allowed.
void install(std::initializer_list<SystemCallTrouble> troubles) {
    const auto statement = [](unsigned code, std::uint32_t value) {
        return sock_filter{static_cast<std::uint16_t>(code), 0, 0, value};
    };
    const auto unlessEqual = [](std::uint32_t value, std::uint8_t skipped) {
        return sock_filter{static_cast<std::uint16_t>(BPF_JMP | BPF_JEQ | BPF_K), 0, skipped, value};
    };
    std::vector<sock_filter> filter;
    for (const auto& [call, error, thirdArgument] : troubles) {
        filter.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
        filter.push_back(unlessEqual(static_cast<std::uint32_t>(call), thirdArgument ? 3 : 1));
        if (thirdArgument) {
            filter.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[2])));
            filter.push_back(unlessEqual(*thirdArgument, 1));
        }
        filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)));
    }
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        std::abort();
}

} // namespace

std::string withTrouble(std::initializer_list<SystemCallTrouble> troubles,
                        const std::function<std::string()>& work) {
    // Shared memory, since the child may be unable to write to anything.
    constexpr std::size_t kPage = 1024;
    void* const page = mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return "no shared memory: " + std::generic_category().message(errno);
    const auto text = static_cast<char*>(page);
    const pid_t child = fork();
    if (child == 0) {
        install(troubles);
        const std::string answer = work();
        answer.copy(text, kPage - 1);
        _exit(EXIT_SUCCESS);
    }
    int status = 0;
    std::string answer;
    if (child < 0 || waitpid(child, &status, 0) != child)
        answer = "no child: " + std::generic_category().message(errno);
    else if (WIFSIGNALED(status))
        answer = "ended by signal " + std::to_string(WTERMSIG(status));
    else if (WEXITSTATUS(status) != EXIT_SUCCESS)
        answer = "ended with exit code " + std::to_string(WEXITSTATUS(status));
    else
        answer = text;
    munmap(page, kPage);
    return answer;
}

} // namespace tanba::test
