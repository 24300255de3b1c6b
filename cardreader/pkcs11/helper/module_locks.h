#pragma once

#include <p11-kit/pkcs11.h>

namespace tanba::pkcs11::helper {

/// What a module is initialised with: it may lock with the system's locks or, which OpenSC's prefers, with
/// ours. Ours can be locked again by the thread that has locked them, and unlocking one that is not locked is
/// told to the module. With the system's, OpenSC's module waits for itself for ever once a card was pulled
/// under it. Lives as long as the process: modules keep the pointer.
CK_C_INITIALIZE_ARGS& moduleArguments();

} // namespace tanba::pkcs11::helper
