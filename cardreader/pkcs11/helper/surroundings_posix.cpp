#include "cardreader/pkcs11/helper/surroundings.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace tanba::pkcs11::helper {

namespace {

/// Away from the numbers that modules close or print to.
constexpr int kConnection = 100;
/// What the module has for its C_Finalize when the parent is gone.
constexpr int kGraceMilliseconds = 2000;

bool isSocket(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

bool closeOthers() {
    constexpr unsigned int kFirst = STDERR_FILENO + 1;
    constexpr auto kNumber = static_cast<unsigned int>(kConnection);
    return ::close_range(kFirst, kNumber - 1, 0) == 0 && ::close_range(kNumber + 1, ~0U, 0) == 0;
}

bool silenceStandardDescriptors() {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0)
        return false;
    bool silent = true;
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        silent = ::dup2(nowhere, number) == number && silent;
    ::close(nowhere);
    return silent;
}

} // namespace

std::optional<int> takeConnectionAndHarden() {
    const rlimit none{0, 0};
    const bool sealed = ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    if (!sealed || !isSocket(STDIN_FILENO) || ::dup3(STDIN_FILENO, kConnection, O_CLOEXEC) != kConnection)
        return std::nullopt;
    if (!closeOthers() || !silenceStandardDescriptors())
        return std::nullopt;
    static_cast<void>(::signal(SIGPIPE, SIG_IGN));
    return kConnection;
}

void endWithParent(int connection) {
    std::thread([connection] {
        pollfd parent{connection, POLLRDHUP, 0};
        while (::poll(&parent, 1, -1) <= 0) {
        }
        static_cast<void>(::poll(nullptr, 0, kGraceMilliseconds));
        ::_exit(0);
    }).detach();
}

} // namespace tanba::pkcs11::helper
