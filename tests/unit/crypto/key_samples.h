#pragma once

#include "core/base/bytes.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/private_key.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::crypto {

/// How a test's parameter is named in its output.
void PrintTo(KeyAlgorithm algorithm, std::ostream* out);
void PrintTo(DigestAlgorithm algorithm, std::ostream* out);

} // namespace tanba::crypto

namespace tanba::test {

Bytes hex(std::string_view text);

/// A key made by an independent program from a known scalar, with a signature of it.
struct KnownKey {
    crypto::KeyAlgorithm algorithm;
    Bytes subjectPublicKeyInfo;
    Bytes privateKeyInfo;
    Bytes message;
    Bytes digest;
    Bytes signature;
};
const KnownKey& knownGost2015();
const KnownKey& knownGost34310();
/// Both.
std::vector<KnownKey> knownGostKeys();

struct KeyShape {
    crypto::KeyAlgorithm algorithm;
    int bits; ///< as PrivateKey::generate takes it
    friend void PrintTo(const KeyShape& shape, std::ostream* out);
};
/// One of every shape that can be generated.
std::vector<KeyShape> keyShapes();
/// Made once a process.
const crypto::PrivateKey& sampleKey(KeyShape shape);

/// A new key by OpenSSL's own function, in the private context.
crypto::KeyHandle newOpenSslKey(const char* algorithm);

crypto::Digest digestOf(crypto::DigestAlgorithm algorithm, std::string_view text);

/// `original` with one bit turned.
Bytes withBitTurned(ByteView original, std::size_t bit);

/// SubjectPublicKeyInfo of an RSA key with these numbers, big-endian.
Bytes rsaPublicKeyInfo(ByteView modulus, ByteView exponent);

} // namespace tanba::test
