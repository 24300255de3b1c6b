#pragma once

#include "core/crypto/algorithms.h"

#include <openssl/types.h>

namespace tanba::crypto {

/// The implementation in libraryContext(), fetched once for the process; null when OpenSSL has none.
const EVP_MD* fetchedDigest(DigestAlgorithm algorithm);

} // namespace tanba::crypto
