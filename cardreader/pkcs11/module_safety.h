#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace tanba::pkcs11 {

/// The real path of a module that nobody but this user and the administrator could have put there or changed:
/// a regular file, owned by one of the two and writable by no group and no others, and every folder above it
/// likewise. A folder that everybody may write to but where nobody may touch what is another's (/tmp) is
/// accepted above the module's own folder, not as that folder.
/// @returns file.not_found, file.not_readable, module.unsafe_folder (subject: the module, detail: the place
/// that others can write).
Result<std::filesystem::path> safeModulePath(const std::filesystem::path& path);

} // namespace tanba::pkcs11
