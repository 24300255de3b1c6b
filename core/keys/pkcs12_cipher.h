#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/keys/pkcs12_scheme.h"

namespace tanba::keys {

/// An empty password comes in two forms, by the program that wrote the file: a BMPString with nothing but its
/// double-zero end, or no bytes at all.
enum class EmptyPassword { DoubleZero, Nothing };

/// A password in the two encodings that key derivations take. Does not own the UTF-8 bytes.
class Pkcs12Password {
  public:
    /// password.unreadable when it is not UTF-8.
    static Result<Pkcs12Password> create(const SecretBytes& utf8, EmptyPassword form);

    /// For PBES2 (RFC 8018).
    ByteView utf8() const { return utf8_; }
    /// BMPString with double-zero end (RFC 7292 B.1).
    ByteView bmp() const { return bmp_.view(); }

  private:
    ByteView utf8_;
    SecretBytes bmp_;
};

/// @returns pkcs12.wrong_password when the padding does not come out right, pkcs12.unsupported_scheme when
/// this
///          OpenSSL lacks the cipher.
Result<SecretBytes> decrypt(const EncryptionScheme& scheme, const Pkcs12Password& password,
                            ByteView ciphertext);
Result<Bytes> encrypt(const EncryptionScheme& scheme, const Pkcs12Password& password, ByteView plaintext);

/// HMAC over the authenticated safe (RFC 7292 appendix B and 5.1 step 6).
Result<Bytes> macOf(const MacScheme& scheme, const Pkcs12Password& password, ByteView content);
/// True for the digests that macOf() knows: SHA-1 and SHA-2.
bool macDigestSupported(crypto::DigestAlgorithm digest);

/// Comparison whose duration does not tell where the difference lies.
bool sameInConstantTime(ByteView left, ByteView right);

} // namespace tanba::keys
