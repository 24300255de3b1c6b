#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/crypto/algorithms.h"

#include <memory>

namespace tanba::crypto {

/// A digest value together with what made it, as keys are asked to sign it.
struct Digest {
    DigestAlgorithm algorithm = DigestAlgorithm::Sha256;
    /// In the order in which it travels on the wire; never reversed, for GOST either.
    Bytes bytes;
};

/// Hashes a stream of bytes.
class Hasher {
  public:
    static Result<Hasher> create(DigestAlgorithm algorithm);
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    ~Hasher();

    void update(ByteView bytes);
    /// The value; the hasher is used up.
    Digest finish();

  private:
    struct State;
    explicit Hasher(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

Result<Digest> digestOf(DigestAlgorithm algorithm, ByteView bytes);
/// Hashes `source` to its end in constant memory, with progress and cancel.
Result<Digest> digestOf(DigestAlgorithm algorithm, InputFile& source, const WorkControl& control);

} // namespace tanba::crypto
