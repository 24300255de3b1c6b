#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "tests/support/test_pki.h"

#include <cstddef>

namespace tanba::test {

/// The number of entries that the authority's production list has.
inline constexpr std::size_t kProductionEntries = 422'065;

/// Serial number `index` of a big list: 20 octets, all different, in no order.
Bytes bigCrlSerial(std::size_t index);
/// When it was revoked.
Time bigCrlRevokedAt(std::size_t index);
/// A CertificateList as the authority's: `count` entries of 20-octet serial, date and reason, about 51 bytes
/// each.
Bytes bigCrl(const Identity& issuer, std::size_t count);

} // namespace tanba::test
