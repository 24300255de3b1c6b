#include "core/crypto/openssl/library_context.h"

#include "core/crypto/gost/object_identifiers.h"
#include "core/crypto/gost/provider.h"
#include "core/crypto/gost/wiping_gmp_memory.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>

#include <cstdlib>
#include <initializer_list>

namespace tanba::crypto {

namespace {

OSSL_LIB_CTX* makeContext() {
    gost::installWipingGmpMemory();
    OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
    if (context == nullptr || !gost::registerObjectIdentifiers())
        std::abort();
    if (OSSL_PROVIDER_add_builtin(context, gost::kProviderName, &gost::initialiseProvider) != 1)
        std::abort();
    // Naming any provider switches off the automatic loading of "default".
    for (const char* name : {"default", gost::kProviderName}) {
        if (OSSL_PROVIDER_load(context, name) == nullptr)
            std::abort();
    }
    // Only old PKCS#12 files need it (RC2), and some systems package it apart: those files are then
    // unsupported.
    if (OSSL_PROVIDER_load(context, "legacy") == nullptr)
        ERR_clear_error();
    return context;
}

} // namespace

OSSL_LIB_CTX* libraryContext() {
    // Never freed: keys held by other static objects may outlive any order of destruction we could choose.
    static OSSL_LIB_CTX* const context = makeContext();
    return context;
}

const char* drainErrors() {
    const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason != nullptr ? reason : "";
}

} // namespace tanba::crypto
