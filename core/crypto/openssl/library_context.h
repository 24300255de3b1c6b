#pragma once

#include <openssl/types.h>

namespace tanba::crypto {

/// The program's own OSSL_LIB_CTX: default and legacy providers and the Kazakh provider. The process-wide
/// default context stays untouched, so that TLS elsewhere in the program never meets our algorithms.
/// Thread-safe, made once. Aborts when OpenSSL cannot even be set up.
OSSL_LIB_CTX* libraryContext();

/// Text of the newest OpenSSL error, for Failure::detail; empties the thread's error queue.
const char* drainErrors();

} // namespace tanba::crypto
