#pragma once

#include "core/keys/pkcs12_cipher.h"
#include "core/keys/pkcs12_structure.h"

#include <vector>

namespace tanba::keys {

/// A PFX with everything open: each safe has its contents and bags, each key its PrivateKeyInfo.
struct UnlockedPfx {
    struct Key {
        const Bag* bag = nullptr; ///< in one of the safes
        SecretBytes privateKeyInfo;
    };

    Pfx pfx;
    std::vector<Key> keys;
};

/// Checks the MAC, then decrypts. Without a MAC the password is right when everything decrypts to what it
/// should be.
/// @param password must outlive the call only.
/// @param limits of iterations an empty password, which has two forms that are both tried, gets half for
/// each.
/// @returns what readPfx() returns; cancelled by the limits; pkcs12.wrong_password; pkcs12.damaged when the
/// MAC is right and the content is
///          not; password.unreadable.
Result<UnlockedPfx> unlockPfx(ByteView file, const SecretBytes& password, const Pkcs12Limits& limits);

/// openPkcs12() under other limits.
Result<Pkcs12Contents> openPkcs12(ByteView file, const SecretBytes& password, const Pkcs12Limits& limits);

} // namespace tanba::keys
