#pragma once

#include "cardreader/apdu/channel.h"
#include "core/crypto/public_key.h"

#include <array>
#include <cstdint>
#include <optional>

// What the identity card of Kazakhstan tells of its keys. The commands are those of the authority's published
// tool (README.md).
namespace tanba::card::kz {

inline constexpr std::uint16_t kMasterFile = 0x3F00;
inline constexpr std::uint16_t kSignatureFolder = 0x0101;
/// Older cards have the first two, newer ones all four.
inline constexpr std::array<std::uint8_t, 4> kSlots{0x07, 0x08, 0x09, 0x0A};

/// GET DATA of the public key in a slot; its answer is all that the card shows of a key.
CommandApdu publicKeyCommand(std::uint8_t slot);

/// The modulus in an answer to publicKeyCommand(), big-endian, 256 octets. The published logs show 271
/// octets, of which the last 256 are the modulus; the structure of the first 15 is not public, so nothing is
/// concluded from them.
Result<Bytes> modulusOf(ByteView answer);

/// The modulus in a slot; none when the slot has no key. With the signature folder selected.
Result<std::optional<Bytes>> readModulus(CardSession& session, std::uint8_t slot);

/// The RSA key with this modulus and the exponent 65537, which all published keys have.
Result<crypto::PublicKey> publicKeyOf(ByteView modulus);

} // namespace tanba::card::kz
