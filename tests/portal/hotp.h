#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/algorithms.h"

#include <cstdint>
#include <string>

namespace tanba::reference_portal {

/// RFC 2104.
Result<Bytes> hmac(crypto::DigestAlgorithm algorithm, ByteView key, ByteView message);

/// RFC 4226 5.3, with 4 to 8 digits: the profile allows fewer than the RFC's six.
Result<std::string> hotp(ByteView secret, std::uint64_t counter, std::size_t digits);

} // namespace tanba::reference_portal
