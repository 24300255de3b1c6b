#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace tanba::card {

/// Historical bytes of an answer to reset (ISO 7816-3 8.2); empty where the ATR is broken or has none.
ByteView historicalBytes(ByteView atr);

/// What a card says of itself in the third byte of "card capabilities" (ISO 7816-4 8.1.1.2.7).
struct CardCapabilities {
    bool commandChaining = false;
    bool extendedLength = false;
};

/// None where the historical bytes do not say.
std::optional<CardCapabilities> cardCapabilities(ByteView atr);

} // namespace tanba::card
