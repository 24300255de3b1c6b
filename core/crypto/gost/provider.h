#pragma once

#include <openssl/core.h>

namespace tanba::crypto::gost {

inline constexpr const char* kProviderName = "tanba-gost";

/// Entry point, for OSSL_PROVIDER_add_builtin. Built in, so that no file on the disk can take its place.
int initialiseProvider(const OSSL_CORE_HANDLE* handle, const OSSL_DISPATCH* fromCore,
                       const OSSL_DISPATCH** toCore, void** providerContext);

} // namespace tanba::crypto::gost
