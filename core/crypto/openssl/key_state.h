#pragma once

#include "core/crypto/openssl/handles.h"
#include "core/crypto/private_key.h"
#include "core/crypto/public_key.h"

namespace tanba::crypto {

// What lies behind the opaque keys, for code of this room and for those that must hand an EVP_PKEY to
// OpenSSL.

struct PublicKey::State {
    KeyAlgorithm algorithm;
    int bits;
    Bytes subjectPublicKeyInfo;
    KeyHandle key;
};

struct PrivateKey::State {
    KeyHandle key;
    PublicKey publicKey;
};

} // namespace tanba::crypto
