#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace tanba::card {

/// An ECDSA signature from a card as SEQUENCE { r, s } (RFC 3279 2.2.3): it comes so already, or as r and s
/// of `fieldSize` octets each. card.answer_malformed for anything else.
Result<Bytes> ecdsaValue(ByteView answer, std::size_t fieldSize);

} // namespace tanba::card
