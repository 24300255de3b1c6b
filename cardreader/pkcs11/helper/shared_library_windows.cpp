// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "cardreader/pkcs11/helper/shared_library.h"
#include "core/base/windows_handle.h"

#include <filesystem>

namespace tanba::pkcs11::helper {

namespace {

Failure loaderSays() {
    return fail(FailureCode::ModuleLoadFailed, {}, describeError(::GetLastError()));
}

} // namespace

Result<ModuleLibrary> loadModuleLibrary(const std::string& path) {
    const std::filesystem::path file(std::u8string(path.begin(), path.end()));
    // What a module needs lies beside it or in the system, never in the current folder or along PATH.
    const HMODULE library = ::LoadLibraryExW(file.c_str(), nullptr,
                                             LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    if (library == nullptr)
        return loaderSays();
    const FARPROC symbol = ::GetProcAddress(library, "C_GetFunctionList");
    if (symbol == nullptr)
        return loaderSays();
    // By way of void*: compilers warn of the one step, which is what GetProcAddress is for.
    return ModuleLibrary{reinterpret_cast<CK_C_GetFunctionList>(reinterpret_cast<void*>(symbol))};
}

} // namespace tanba::pkcs11::helper
