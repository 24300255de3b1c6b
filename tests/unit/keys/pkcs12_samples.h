#pragma once

#include "core/base/secret_bytes.h"
#include "core/keys/pkcs12_cipher.h"
#include "core/keys/pkcs12_scheme.h"
#include "tests/support/test_pki.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::keys::samples {

/// Key files of shapes that no program writes by itself, put together part by part.

SecretBytes secret(std::string_view text);

inline constexpr std::string_view kTripleDes = "1.2.840.113549.1.12.1.3";
inline constexpr std::string_view kRc2With40Bits = "1.2.840.113549.1.12.1.6";

/// A PKCS#12 scheme with a salt of 8 bytes.
EncryptionScheme pkcs12Scheme(std::string_view oid, std::int64_t iterations = 1);
/// PBES2 with AES-256 and HMAC-SHA-256.
EncryptionScheme pbes2Scheme(std::int64_t iterations = 1);
EncryptionScheme scryptScheme(std::int64_t cost, std::int64_t blockSize, std::int64_t parallelism);

/// PKCS12Attributes: SET with friendlyName and localKeyID; nothing when both are empty.
Bytes attributes(std::string_view friendlyName, ByteView localKeyId);
Bytes bag(std::string_view type, ByteView value, ByteView attributes = {});
Bytes plainKeyBag(ByteView privateKeyInfo, ByteView attributes = {});
Bytes shroudedKeyBag(ByteView privateKeyInfo, const EncryptionScheme& scheme, std::string_view password,
                     ByteView attributes = {});
Bytes certificateBag(ByteView certificate, ByteView attributes = {});
Bytes nestedBag(const std::vector<Bytes>& bags);

Bytes safeContents(const std::vector<Bytes>& bags);
Bytes openSafe(const std::vector<Bytes>& bags);
Bytes encryptedSafe(ByteView contents, const EncryptionScheme& scheme, std::string_view password);

/// PFX. @param mac none: the file has no MAC.
Bytes pfx(const std::vector<Bytes>& safes, std::string_view password,
          std::optional<MacScheme> mac = MacScheme{crypto::DigestAlgorithm::Sha1, Bytes(20, 3), 1},
          EmptyPassword form = EmptyPassword::DoubleZero);
/// PFX around ready octets of the AuthenticatedSafe.
Bytes pfxAround(ByteView authenticatedSafe, std::string_view password, std::optional<MacScheme> mac,
                EmptyPassword form = EmptyPassword::DoubleZero);

/// PrivateKeyInfo of a key.
Bytes privateKeyInfo(const test::Identity& identity);
/// The usual: key bag in an open safe, certificate bag in an encrypted one, one iteration each.
Bytes keyFile(const test::Identity& identity, std::string_view password);

/// An EC key with its certificate; the same one in the whole process for the same number.
const test::Identity& person(std::size_t number = 0);

} // namespace tanba::keys::samples
