#include "app/platform/process_hardening.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

namespace tanba::platform {

namespace {

// Each of these lets whoever sets it load code into the process, choose its files or take secrets out of it.
constexpr std::array<const char*, 16> kUnwantedVariables = {
    "OPENSSL_CONF",      "OPENSSL_MODULES",
    "OPENSSL_ENGINES",   "OPENSSL_CONF_INCLUDE",
    "RANDFILE",          "SSLKEYLOGFILE",
    "SSL_CERT_FILE",     "SSL_CERT_DIR",
    "XML_CATALOG_FILES", "SGML_CATALOG_FILES",
    "XML_DEBUG_CATALOG", "GCONV_PATH",
    "LOCPATH",           "NLSPATH",
    "MALLOC_TRACE",      "RESOLV_HOST_CONF",
};

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
