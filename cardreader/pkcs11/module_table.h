#pragma once

#include "core/keys/token.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::pkcs11 {

/// resources/pkcs11-modules.json: one row a product.
struct ModuleRow {
    std::string name;
    std::vector<std::string> files;           ///< names of the module's file, on any system
    std::vector<std::filesystem::path> paths; ///< where makers install it, on this system
    keys::TokenProof proof = keys::TokenProof::EmulatorOnly;
};
struct ModuleTable {
    std::vector<std::filesystem::path> registries;    ///< p11-kit's, "~" for the user's folder
    std::vector<std::filesystem::path> moduleFolders; ///< of p11-kit's bare names
    std::vector<ModuleRow> rows;

    /// The row whose module has this file name; null when there is none.
    const ModuleRow* byFileName(const std::string& fileName) const;
};
const ModuleTable& moduleTable();

} // namespace tanba::pkcs11
