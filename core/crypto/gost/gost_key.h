#pragma once

#include "core/base/bytes.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/gost/kinds.h"

#include <nettle/ecc.h>

#include <span>

namespace tanba::crypto::gost {

/// A key of either kind and the arithmetic with it, by nettle. The only file that knows nettle's curves.
/// All numbers go in and out as little-endian octets of kind().size each, as Kazakh public keys and
/// signatures have them. Once set, a key does not change: const calls may run in several threads.
class GostKey {
  public:
    explicit GostKey(const KeyKind& kind);
    ~GostKey();
    GostKey(const GostKey&) = delete;
    GostKey& operator=(const GostKey&) = delete;

    const KeyKind& kind() const { return kind_; }
    bool hasPublic() const { return hasPublic_; }
    bool hasPrivate() const { return hasPrivate_; }

    /// @param point x and y. False when it is not a point of the curve.
    [[nodiscard]] bool setPublic(ByteView point);
    /// Sets the public half as well. False when the scalar is not in 1 ... q-1.
    [[nodiscard]] bool setPrivate(ByteView scalar);
    /// A new random key; false when the generator fails.
    [[nodiscard]] bool generate();

    /// x and y; hasPublic() is required.
    Bytes point() const;
    /// Writes the scalar into kind().size bytes; hasPrivate() is required.
    void writeScalar(std::span<std::uint8_t> target) const;

    /// Writes r and s into 2 * kind().size bytes; false without a private half, with a digest of another
    /// length or when the generator fails.
    [[nodiscard]] bool sign(ByteView digest, std::span<std::uint8_t> signature) const;
    bool verify(ByteView digest, ByteView signature) const;

  private:
    void prepareScalar();
    void derivePublic();

    const KeyKind& kind_;
    ecc_point point_{};
    /// The limbs of scalar_: on locked pages of their own, not in GMP's heap.
    SecretBytes limbs_;
    ecc_scalar scalar_{};
    bool hasPublic_ = false;
    bool hasPrivate_ = false;
};

} // namespace tanba::crypto::gost
