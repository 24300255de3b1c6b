#include "app/platform/process_hardening.h"
#include "app/platform/unwanted_variables.h"
#include "app/platform/utf8_paths.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <cstdlib>

namespace tanba::platform {

void hardenProcess() {
    for (const char* variable : kUnwantedVariables)
        ::_putenv_s(variable, "");
    // Never from the folder in which the program was started, nor from those of PATH.
    ::SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    // No report with the memory of a process that crashed.
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    // The bytes are what the program says: signatures in a pipe, and UTF-8 on the screen.
    for (const int descriptor : {0, 1, 2})
        ::_setmode(descriptor, _O_BINARY);
    ::SetConsoleOutputCP(CP_UTF8);
    takePathsForUtf8();
}

} // namespace tanba::platform
