#include "cardreader/pkcs11/helper/shared_library.h"

#include <dlfcn.h>

namespace tanba::pkcs11::helper {

namespace {

Failure loaderSays() {
    const char* text = ::dlerror();
    return fail(FailureCode::ModuleLoadFailed, {}, text == nullptr ? "" : text);
}

} // namespace

Result<ModuleLibrary> loadModuleLibrary(const std::string& path) {
    void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return loaderSays();
    void* const symbol = ::dlsym(library, "C_GetFunctionList");
    if (symbol == nullptr)
        return loaderSays();
    return ModuleLibrary{reinterpret_cast<CK_C_GetFunctionList>(symbol)};
}

} // namespace tanba::pkcs11::helper
