#include "app/platform/process_hardening.h"
#include "app/platform/unwanted_variables.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace tanba::platform {

namespace {

void openStandardDescriptors() {
    int descriptor = ::open("/dev/null", O_RDWR);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO)
        descriptor = ::dup(descriptor);
    if (descriptor > STDERR_FILENO)
        ::close(descriptor);
}

} // namespace

void hardenProcess() {
    openStandardDescriptors();
    for (const char* variable : kUnwantedVariables)
        ::unsetenv(variable);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifndef TANBA_SANITIZED
    // LeakSanitizer traces its own process and cannot do so once this is set.
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
    static_cast<void>(::signal(SIGPIPE, SIG_IGN));
}

} // namespace tanba::platform
