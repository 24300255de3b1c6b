#pragma once

#include "core/base/bytes.h"
#include "core/crypto/gost/gost_key.h"
#include "core/crypto/gost/kinds.h"

#include <openssl/core.h>
#include <openssl/core_dispatch.h>

#include <memory>

/// What the files of the provider share. Every operation has its own file and shows one table of algorithms
/// here. Tables are local to functions, so that they exist however early the library context is made.
/// Functions called by OpenSSL are noexcept: running out of memory ends the program instead of unwinding
/// through C.
namespace tanba::crypto::gost {

inline constexpr const char* kPropertyDefinition = "provider=tanba-gost";
/// The one signature algorithm, to which both kinds of key refer.
inline constexpr const char* kSignatureName = "KZ-GOST-SIGNATURE";
/// Properties of codecs are also how OpenSSL finds the right one.
inline constexpr const char* kPublicCodecProperties =
    "provider=tanba-gost,input=der,output=der,structure=SubjectPublicKeyInfo";
inline constexpr const char* kPrivateCodecProperties =
    "provider=tanba-gost,input=der,output=der,structure=PrivateKeyInfo";

const OSSL_ALGORITHM* digestAlgorithms();
const OSSL_ALGORITHM* keyManagementAlgorithms();
const OSSL_ALGORITHM* signatureAlgorithms();
const OSSL_ALGORITHM* decoderAlgorithms();
const OSSL_ALGORITHM* encoderAlgorithms();

/// Reading and writing of the BIOs that codecs are given, by functions of the core.
SecretBytes readFromCore(OSSL_CORE_BIO* source, std::size_t limit);
bool writeToCore(OSSL_CORE_BIO* target, ByteView bytes);

/// One row of a dispatch table. `Signature` is OpenSSL's own function type, so that the compiler compares.
template <typename Signature>
OSSL_DISPATCH row(int function, Signature* implementation) {
    return {function, reinterpret_cast<void (*)()>(implementation)};
}
inline constexpr OSSL_DISPATCH kEndOfRows = {0, nullptr};
inline constexpr OSSL_ALGORITHM kEndOfAlgorithms = {nullptr, nullptr, nullptr, nullptr};

/// A decoder tells OpenSSL where the address of the new key lies; key management fetches it there.
inline constexpr std::size_t kReferenceSize = sizeof(void*);

inline const GostKey* keyFrom(const void* key) {
    return static_cast<const GostKey*>(key);
}

/// Gives an object to OpenSSL, which hands it back to destroy<T>.
template <typename T>
void* handOver(std::unique_ptr<T> object) {
    return object.release();
}
template <typename T>
void destroy(void* object) noexcept {
    const std::unique_ptr<T> owner(static_cast<T*>(object));
}

} // namespace tanba::crypto::gost
