#pragma once

#include "cardreader/pkcs11/found_module.h"
#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace tanba::pkcs11 {

/// Where modules are looked for, in this order.
struct ModuleSources {
    std::vector<std::filesystem::path> configured;    ///< the user's setting: files
    std::vector<std::filesystem::path> registries;    ///< p11-kit's folders with *.module files
    std::vector<std::filesystem::path> moduleFolders; ///< for bare names in those
    std::vector<std::filesystem::path> usual;         ///< where makers install; mostly absent
};

/// p11-kit's folders and the table's paths for this system. @param home the user's folder; may be empty.
ModuleSources systemModuleSources(std::vector<std::filesystem::path> configured,
                                  const std::filesystem::path& home);

struct ModuleSearch {
    std::vector<FoundModule> modules;
    /// Modules that are there and may not be loaded (module.unsafe_folder), and files of the user's setting
    /// that are not there (file.not_found).
    std::vector<Failure> refused;
};

/// Each module once, whatever it is called. p11-kit's proxy is left out: it would load all the others into
/// one process, and each is found by itself.
ModuleSearch findModules(const ModuleSources& sources);

} // namespace tanba::pkcs11
