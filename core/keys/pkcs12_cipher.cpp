#include "core/keys/pkcs12_cipher.h"

#include "core/base/utf8.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace tanba::keys {

namespace {

using CipherHandle = crypto::Handle<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContextHandle = crypto::Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using KdfHandle = crypto::Handle<EVP_KDF, EVP_KDF_free>;
using KdfContextHandle = crypto::Handle<EVP_KDF_CTX, EVP_KDF_CTX_free>;

/// More than one run of scrypt within the limits of readEncryptionScheme() takes.
constexpr std::uint64_t kScryptMemory = 96 * 1024 * 1024;

/// What RFC 7292 B.3 derives, by its identifier byte.
enum class Material : int { Key = 1, Iv = 2, MacKey = 3 };

struct DigestName {
    crypto::DigestAlgorithm digest;
    const char* openSslName;
};

constexpr std::array<DigestName, 5> kDigests{{
    {crypto::DigestAlgorithm::Sha1, "SHA1"},
    {crypto::DigestAlgorithm::Sha224, "SHA224"},
    {crypto::DigestAlgorithm::Sha256, "SHA256"},
    {crypto::DigestAlgorithm::Sha384, "SHA384"},
    {crypto::DigestAlgorithm::Sha512, "SHA512"},
}};

const char* openSslName(crypto::DigestAlgorithm digest) {
    const auto row = std::ranges::find(kDigests, digest, &DigestName::digest);
    return row == kDigests.end() ? nullptr : row->openSslName;
}

Failure unsupported(std::string subject) {
    return fail(FailureCode::Pkcs12UnsupportedScheme, std::move(subject), crypto::drainErrors());
}

/// OpenSSL's parameters are not const, although it only reads what it is given here.
OSSL_PARAM octets(const char* name, ByteView value) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(value.data()), value.size());
}

OSSL_PARAM text(const char* name, const char* value) {
    return OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(value), 0);
}

Result<SecretBytes> derive(const char* function, std::size_t length, const OSSL_PARAM* parameters) {
    const KdfHandle kdf(EVP_KDF_fetch(crypto::libraryContext(), function, nullptr));
    const KdfContextHandle context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    SecretBytes key(length);
    key.resize(length);
    if (!context || EVP_KDF_derive(context.get(), key.data(), length, parameters) != 1)
        return unsupported(function);
    return key;
}

Result<SecretBytes> derivePkcs12(Material material, crypto::DigestAlgorithm digest, ByteView password,
                                 ByteView salt, std::int64_t iterations, std::size_t length) {
    int identifier = static_cast<int>(material);
    auto count = static_cast<std::uint64_t>(iterations);
    const std::array<OSSL_PARAM, 6> parameters{
        text(OSSL_KDF_PARAM_DIGEST, openSslName(digest)),
        octets(OSSL_KDF_PARAM_PASSWORD, password),
        octets(OSSL_KDF_PARAM_SALT, salt),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS12_ID, &identifier),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &count),
        OSSL_PARAM_construct_end(),
    };
    return derive("PKCS12KDF", length, parameters.data());
}

Result<SecretBytes> derivePbkdf2(const EncryptionScheme& scheme, ByteView password) {
    auto count = static_cast<std::uint64_t>(scheme.iterations);
    const std::array<OSSL_PARAM, 5> parameters{
        text(OSSL_KDF_PARAM_DIGEST, openSslName(scheme.prf)),
        octets(OSSL_KDF_PARAM_PASSWORD, password),
        octets(OSSL_KDF_PARAM_SALT, scheme.salt),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &count),
        OSSL_PARAM_construct_end(),
    };
    return derive("PBKDF2", scheme.cipher->keyLength, parameters.data());
}

Result<SecretBytes> deriveScrypt(const EncryptionScheme& scheme, ByteView password) {
    auto cost = static_cast<std::uint64_t>(scheme.iterations);
    auto blockSize = static_cast<std::uint32_t>(scheme.blockSize);
    auto parallelism = static_cast<std::uint32_t>(scheme.parallelism);
    std::uint64_t memory = kScryptMemory;
    const std::array<OSSL_PARAM, 7> parameters{
        octets(OSSL_KDF_PARAM_PASSWORD, password),
        octets(OSSL_KDF_PARAM_SALT, scheme.salt),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &cost),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &blockSize),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &parallelism),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end(),
    };
    return derive("SCRYPT", scheme.cipher->keyLength, parameters.data());
}

struct KeyAndIv {
    SecretBytes key;
    SecretBytes iv;
};

Result<KeyAndIv> deriveKeyAndIv(const EncryptionScheme& scheme, const Pkcs12Password& password) {
    switch (scheme.derivation) {
    case KeyDerivation::Pbkdf2: {
        TANBA_TRY(SecretBytes key, derivePbkdf2(scheme, password.utf8()));
        return KeyAndIv{std::move(key), SecretBytes::copyOf(scheme.iv)};
    }
    case KeyDerivation::Scrypt: {
        TANBA_TRY(SecretBytes key, deriveScrypt(scheme, password.utf8()));
        return KeyAndIv{std::move(key), SecretBytes::copyOf(scheme.iv)};
    }
    case KeyDerivation::Pkcs12:
        break;
    }
    const auto part = [&](Material material, std::size_t length) {
        return derivePkcs12(material, crypto::DigestAlgorithm::Sha1, password.bmp(), scheme.salt,
                            scheme.iterations, length);
    };
    TANBA_TRY(SecretBytes key, part(Material::Key, scheme.cipher->keyLength));
    if (scheme.cipher->ivLength == 0)
        return KeyAndIv{std::move(key), SecretBytes()};
    TANBA_TRY(SecretBytes iv, part(Material::Iv, scheme.cipher->ivLength));
    return KeyAndIv{std::move(key), std::move(iv)};
}

enum class Direction : int { Decrypt = 0, Encrypt = 1 };

Result<SecretBytes> runCipher(const EncryptionScheme& scheme, const Pkcs12Password& password, ByteView input,
                              Direction direction) {
    TANBA_TRY(const KeyAndIv secrets, deriveKeyAndIv(scheme, password));
    // The names in the table are literals, hence terminated.
    const CipherHandle cipher(
        EVP_CIPHER_fetch(crypto::libraryContext(), scheme.cipher->openSslName.data(), nullptr));
    const CipherContextHandle context(EVP_CIPHER_CTX_new());
    if (!cipher || !context ||
        EVP_CipherInit_ex2(context.get(), cipher.get(), secrets.key.view().data(), secrets.iv.view().data(),
                           static_cast<int>(direction), nullptr) != 1)
        return unsupported(std::string(scheme.cipher->oid));

    SecretBytes output(input.size() + EVP_MAX_BLOCK_LENGTH);
    output.resize(output.capacity());
    int written = 0;
    int last = 0;
    // A PKCS#12 file has at most 4 MiB: the length fits.
    if (EVP_CipherUpdate(context.get(), output.data(), &written, input.data(),
                         static_cast<int>(input.size())) != 1 ||
        EVP_CipherFinal_ex(context.get(), output.data() + written, &last) != 1)
        return fail(FailureCode::Pkcs12WrongPassword, {}, crypto::drainErrors());
    output.resize(static_cast<std::size_t>(written) + static_cast<std::size_t>(last));
    return output;
}

bool appendUtf16(SecretBytes& out, char32_t unit) {
    return out.append(static_cast<std::uint8_t>(unit >> 8)) &&
           out.append(static_cast<std::uint8_t>(unit & 0xFF));
}

} // namespace

Result<Pkcs12Password> Pkcs12Password::create(const SecretBytes& utf8, EmptyPassword form) {
    Pkcs12Password password;
    password.utf8_ = utf8.view();
    if (utf8.empty() && form == EmptyPassword::Nothing)
        return password;
    // Every character takes at most twice its UTF-8 bytes in UTF-16; and the two zeros.
    password.bmp_ = SecretBytes(2 * utf8.size() + 2);
    bool fits = true;
    for (ByteView rest = utf8.view(); !rest.empty();) {
        const std::optional<char32_t> point = takeUtf8(rest);
        if (!point)
            return fail(FailureCode::PasswordUnreadable, {}, "not UTF-8");
        if (*point >= 0x10000) {
            fits = fits && appendUtf16(password.bmp_, 0xD800 + ((*point - 0x10000) >> 10)) &&
                   appendUtf16(password.bmp_, 0xDC00 + ((*point - 0x10000) & 0x3FF));
        } else {
            fits = fits && appendUtf16(password.bmp_, *point);
        }
    }
    if (!fits || !appendUtf16(password.bmp_, 0))
        return fail(FailureCode::Internal, {}, "password");
    return password;
}

Result<SecretBytes> decrypt(const EncryptionScheme& scheme, const Pkcs12Password& password,
                            ByteView ciphertext) {
    return runCipher(scheme, password, ciphertext, Direction::Decrypt);
}

Result<Bytes> encrypt(const EncryptionScheme& scheme, const Pkcs12Password& password, ByteView plaintext) {
    TANBA_TRY(const SecretBytes ciphertext, runCipher(scheme, password, plaintext, Direction::Encrypt));
    return Bytes(ciphertext.view().begin(), ciphertext.view().end());
}

bool macDigestSupported(crypto::DigestAlgorithm digest) {
    return openSslName(digest) != nullptr;
}

Result<Bytes> macOf(const MacScheme& scheme, const Pkcs12Password& password, ByteView content) {
    const std::size_t size = crypto::digestRow(scheme.digest).size;
    TANBA_TRY(const SecretBytes key, derivePkcs12(Material::MacKey, scheme.digest, password.bmp(),
                                                  scheme.salt, scheme.iterations, size));
    Bytes value(size);
    std::size_t length = 0;
    if (EVP_Q_mac(crypto::libraryContext(), "HMAC", nullptr, openSslName(scheme.digest), nullptr,
                  key.view().data(), key.size(), content.data(), content.size(), value.data(), value.size(),
                  &length) == nullptr)
        return unsupported(std::string(crypto::digestRow(scheme.digest).name));
    value.resize(length);
    return value;
}

bool sameInConstantTime(ByteView left, ByteView right) {
    return left.size() == right.size() &&
           (left.empty() || CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0);
}

} // namespace tanba::keys
