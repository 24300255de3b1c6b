#pragma once

#include "core/base/child_process.h"

namespace tanba::pkcs11 {

/// Starts tanba-pkcs11-helper with an environment of nothing but what smart-card middleware reads.
/// module.load_failed when there is no such program; its later failures are module.crashed and
/// module.timeout.
Result<std::unique_ptr<ChildProcess>> startHelper(const std::filesystem::path& program);

/// tanba-pkcs11-helper in the folder of the running program. internal when the system does not tell it.
Result<std::filesystem::path> helperBesideThisProgram();

} // namespace tanba::pkcs11
