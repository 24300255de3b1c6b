#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <memory>

namespace tanba::crypto {

/// Deletes an OpenSSL object with its own function; `template <auto Free>` so that a handle is as big as a
/// pointer.
template <auto Free>
struct OpenSslDeleter {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
template <typename T, auto Free>
using Handle = std::unique_ptr<T, OpenSslDeleter<Free>>;

using BignumHandle = Handle<BIGNUM, BN_clear_free>;
using DigestHandle = Handle<EVP_MD, EVP_MD_free>;
using DigestContextHandle = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using KeyHandle = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContextHandle = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Pkcs8Handle = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Pkcs12Handle = Handle<PKCS12, PKCS12_free>;
using X509Handle = Handle<X509, X509_free>;

} // namespace tanba::crypto
