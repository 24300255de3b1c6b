#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/digest.h"

#include <array>

/// What PKCS#11 mechanisms take and give, and the forms of crypto::PublicKey::verify().
namespace tanba::pkcs11 {

/// DigestInfo (RFC 8017 9.2) for CKM_RSA_PKCS.
Bytes digestInfo(const crypto::Digest& digest);

/// Octets of r, and of s, on the curve of a key of so many bits.
std::size_t ecdsaHalfSize(int bits);
/// The leftmost octets of a digest that is longer than the order (FIPS 186-5 6.4.1), for CKM_ECDSA.
ByteView ecdsaInput(ByteView digest, int bits);
/// r and s, big-endian and of equal size, as DER. module.failed unless both have ecdsaHalfSize().
Result<Bytes> ecdsaSignature(ByteView raw, int bits);

// Modules do not agree on the byte order of GOST digests and values, and none tells which it has.
enum class DigestOrder { Straight, Reversed };
enum class ValueOrder {
    Straight,       ///< r, s little-endian: the Kazakh formats
    Reversed,       ///< s, r big-endian (RFC 7091)
    HalvesReversed, ///< r, s big-endian
    HalvesSwapped,  ///< s, r little-endian
};
struct GostOrder {
    DigestOrder digest = DigestOrder::Straight;
    ValueOrder value = ValueOrder::Straight;
    friend bool operator==(const GostOrder&, const GostOrder&) = default;
};
inline constexpr std::array<DigestOrder, 2> kDigestOrders = {DigestOrder::Straight, DigestOrder::Reversed};
inline constexpr std::array<ValueOrder, 4> kValueOrders = {
    ValueOrder::Straight, ValueOrder::Reversed, ValueOrder::HalvesReversed, ValueOrder::HalvesSwapped};
/// Octets of a GOST 34.10-2015 value of 512 bits.
inline constexpr std::size_t kGostValueSize = 128;

Bytes digestInOrder(ByteView digest, DigestOrder order);
/// A value of a module in that order, as r and s little-endian.
Bytes valueFromOrder(ByteView value, ValueOrder order);

} // namespace tanba::pkcs11
