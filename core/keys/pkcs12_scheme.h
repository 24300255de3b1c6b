#pragma once

#include "core/base/bytes.h"
#include "core/base/der_reader.h"
#include "core/base/result.h"
#include "core/crypto/algorithms.h"
#include "core/keys/pkcs12_password.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tanba::keys {

/// How a password becomes a key.
enum class KeyDerivation {
    Pkcs12, ///< RFC 7292 appendix B, SHA-1; also gives the initialisation vector
    Pbkdf2, ///< RFC 8018 5.2
    Scrypt, ///< RFC 7914
};

/// A cipher by the object identifier that names it in a file.
struct CipherRow {
    std::string_view oid;
    std::string_view openSslName;
    std::size_t keyLength; ///< bytes
    std::size_t ivLength;  ///< bytes; 0 for stream ciphers
};

/// Everything an AlgorithmIdentifier of password-based encryption says: the PKCS#12 schemes (RFC 7292
/// appendix C) and PBES2 (RFC 8018 6.2).
struct EncryptionScheme {
    KeyDerivation derivation = KeyDerivation::Pkcs12;
    const CipherRow* cipher = nullptr; ///< a row of a static table
    Bytes salt;
    std::int64_t iterations = 0;                                 ///< Scrypt: the cost N
    Bytes iv;                                                    ///< PBES2 only
    crypto::DigestAlgorithm prf = crypto::DigestAlgorithm::Sha1; ///< Pbkdf2 only
    std::int64_t blockSize = 0;                                  ///< Scrypt only: r
    std::int64_t parallelism = 0;                                ///< Scrypt only: p
    /// PBES2 parameters may repeat the cipher's key length; written again only where it stood.
    bool keyLengthStated = false;

    /// Work in iterations of a hash, for WorkBudget.
    std::int64_t cost() const;
};

struct MacScheme {
    crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::Sha1;
    Bytes salt;
    std::int64_t iterations = 1;
};

/// @param der a whole AlgorithmIdentifier.
/// @returns pkcs12.unsupported_scheme (subject: the OID), pkcs12.work_factor for a count, salt or memory
/// beyond any
///          use, der.malformed.
Result<EncryptionScheme> readEncryptionScheme(ByteView der);
Bytes writeEncryptionScheme(const EncryptionScheme& scheme);
/// An iteration count or the like: a positive INTEGER; pkcs12.work_factor beyond kMaxPkcs12Iterations.
Result<std::int64_t> readCount(DerReader& reader);
/// A salt: an OCTET STRING; pkcs12.work_factor beyond 1024 bytes.
Result<Bytes> readSalt(DerReader& reader);

/// The same scheme with a fresh salt of the same length (at least 8 bytes), a fresh vector and the iterations
/// that `choice` gives.
Result<EncryptionScheme> renewed(const EncryptionScheme& old, IterationChoice choice);
Result<MacScheme> renewed(const MacScheme& old, IterationChoice choice);

} // namespace tanba::keys
