#pragma once

#include "core/base/stream.h"
#include "core/crypto/digest.h"

namespace tanba::sign {

/// Hashes what is written to it.
class HashSink : public ByteSink {
  public:
    static Result<HashSink> create(crypto::DigestAlgorithm algorithm) {
        TANBA_TRY(crypto::Hasher hasher, crypto::Hasher::create(algorithm));
        return HashSink(std::move(hasher));
    }
    Outcome write(ByteView bytes) override {
        hasher_.update(bytes);
        return Done{};
    }
    /// The value; the sink is used up.
    crypto::Digest finish() { return hasher_.finish(); }

  private:
    explicit HashSink(crypto::Hasher hasher) : hasher_(std::move(hasher)) {}
    crypto::Hasher hasher_;
};

} // namespace tanba::sign
