#pragma once

#include "core/keys/token.h"

#include <filesystem>
#include <string>

namespace tanba::pkcs11 {

/// A module that may be loaded.
struct FoundModule {
    std::filesystem::path path; ///< real: no symbolic links in it
    std::string name;           ///< of the product where the table knows it, else the file's
    /// Whether this program's way to tokens behind this module was proved with the module itself.
    keys::TokenProof proof = keys::TokenProof::EmulatorOnly;
};

} // namespace tanba::pkcs11
