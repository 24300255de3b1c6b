// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "cardreader/pkcs11/helper/surroundings.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <cstdint>

namespace tanba::pkcs11::helper {

namespace {

constexpr int kStandardDescriptors = 3;

/// No windows of the system about crashes or missing disks, no libraries from the current folder or along
/// PATH, no hooks of other programs.
bool harden() {
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY hooks{};
    hooks.DisableExtensionPoints = 1;
    // Systems that do not know the policy run without it.
    static_cast<void>(::SetProcessMitigationPolicy(ProcessExtensionPointDisablePolicy, &hooks, sizeof hooks));
    return ::SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32) != 0 && ::SetDllDirectoryW(L"") != 0;
}

/// Our own handle on the pipe that is standard input; -1 when it is none.
int ownConnection() {
    const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
    if (input == nullptr || input == INVALID_HANDLE_VALUE || ::GetFileType(input) != FILE_TYPE_PIPE)
        return -1;
    HANDLE own = nullptr;
    const HANDLE process = ::GetCurrentProcess();
    if (::DuplicateHandle(process, input, process, &own, 0, FALSE, DUPLICATE_SAME_ACCESS) == 0)
        return -1;
    return ::_open_osfhandle(reinterpret_cast<std::intptr_t>(own), _O_RDWR | _O_BINARY | _O_NOINHERIT);
}

bool silenceStandardDescriptors() {
    const int nowhere = ::_open("NUL", _O_RDWR | _O_BINARY);
    if (nowhere < 0)
        return false;
    bool silent = true;
    for (int number = 0; number < kStandardDescriptors; ++number)
        silent = (nowhere == number || ::_dup2(nowhere, number) == 0) && silent;
    for (const DWORD standard : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE})
        silent = ::SetStdHandle(standard, reinterpret_cast<HANDLE>(::_get_osfhandle(0))) != 0 && silent;
    return silent;
}

} // namespace

std::optional<int> takeConnectionAndHarden() {
    const int connection = harden() ? ownConnection() : -1;
    if (connection < 0 || !silenceStandardDescriptors())
        return std::nullopt;
    return connection;
}

void endWithParent(int) {
    // The parent holds the only handle of the job that this process is in: Windows ends it with the parent.
}

} // namespace tanba::pkcs11::helper
