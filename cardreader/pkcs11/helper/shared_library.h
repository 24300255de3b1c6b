#pragma once

#include "core/base/result.h"

#include <p11-kit/pkcs11.h>

#include <string>

namespace tanba::pkcs11::helper {

struct ModuleLibrary {
    CK_C_GetFunctionList functionList = nullptr;
};

/// Loads the library and finds its one entry point. It is never unloaded: the process ends first.
/// module.load_failed, with what the system's loader said as detail.
Result<ModuleLibrary> loadModuleLibrary(const std::string& path);

} // namespace tanba::pkcs11::helper
