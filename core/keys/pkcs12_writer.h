#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/private_key.h"
#include "core/keys/certificate.h"

namespace tanba::keys {

/// A new PKCS#12 file with one key, in the layout of the authority's own (README.md, "Key files"): what holds
/// for that layout holds for this file, also that it hardly protects a weak password.
/// @returns random.unavailable, password.unreadable, pkcs12.unsupported_scheme when this OpenSSL lacks RC2.
Result<Bytes> writePkcs12(const crypto::PrivateKey& key, const Certificate& certificate,
                          const SecretBytes& password);

} // namespace tanba::keys
