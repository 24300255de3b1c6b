#pragma once

#include "core/crypto/public_key.h"

namespace tanba::keys {

/// True when both are the same key, in whatever encoding (a NULL left out, a compressed point).
bool sameKey(const crypto::PublicKey& left, const crypto::PublicKey& right);

} // namespace tanba::keys
