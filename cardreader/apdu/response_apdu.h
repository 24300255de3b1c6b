#pragma once

#include "core/base/bytes.h"

#include <cstdint>

namespace tanba::card {

/// What a card answered (ISO 7816-4 5.1): data and the two status bytes, never fewer.
struct ResponseApdu {
    Bytes data;
    std::uint16_t status = 0;

    bool ok() const { return status == 0x9000; }
};

} // namespace tanba::card
