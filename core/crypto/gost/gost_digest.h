#pragma once

#include "core/base/bytes.h"
#include "core/crypto/gost/kinds.h"

#include <nettle/gosthash94.h>
#include <nettle/streebog.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace tanba::crypto::gost {

/// A running hash of one of the three kinds; a copy goes on from the same state.
class GostDigest {
  public:
    explicit GostDigest(const DigestKind& kind);

    const DigestKind& kind() const { return *kind_; }
    std::size_t size() const { return kind_->function->digest_size; }
    void reset();
    void update(ByteView bytes);
    /// Writes size() bytes and starts anew.
    void finish(std::span<std::uint8_t> target);

  private:
    static constexpr std::size_t kStateSize = std::max(sizeof(streebog512_ctx), sizeof(gosthash94_ctx));

    const DigestKind* kind_;
    alignas(std::max_align_t) std::array<std::byte, kStateSize> state_;
};

} // namespace tanba::crypto::gost
