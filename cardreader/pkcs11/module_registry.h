#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace tanba::pkcs11 {

/// Modules that p11-kit's registry names: the `module:` line of every *.module file (pkcs11.conf(5)) in
/// `registries`, in the order of the folders and of the file names. Bare names are looked for in
/// `moduleFolders`; files that hold certificates of authorities (`trust-policy: yes`) and names that lead
/// nowhere are passed over.
std::vector<std::filesystem::path> registeredModules(const std::vector<std::filesystem::path>& registries,
                                                     const std::vector<std::filesystem::path>& moduleFolders);

/// What one .module file says.
struct RegistryEntry {
    std::filesystem::path module; ///< empty: none
    bool trustPolicy = false;
};
RegistryEntry readRegistryEntry(std::string_view text);

} // namespace tanba::pkcs11
