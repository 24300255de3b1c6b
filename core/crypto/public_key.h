#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/algorithms.h"
#include "core/crypto/digest.h"

#include <memory>

namespace tanba::crypto {

/// A public key of any algorithm of the table. Cheap to copy, may be used from several threads at once.
class PublicKey {
  public:
    /// From a DER SubjectPublicKeyInfo. algorithm.unsupported for other algorithms and unnamed curves,
    /// key.too_large for RSA beyond 8192 bits or an exponent beyond 32 bits, key.malformed otherwise.
    static Result<PublicKey> fromSubjectPublicKeyInfo(ByteView der);

    KeyAlgorithm algorithm() const;
    int bits() const;
    ByteView subjectPublicKeyInfo() const;

    /// signature.wrong when it does not verify; algorithm.unsupported when the scheme is for another kind of
    /// key. GOST values are r and s, little-endian each, r first, as all Kazakh formats carry them.
    Outcome verify(SignatureScheme scheme, ByteView message, ByteView signature) const;
    Outcome verifyDigest(const Digest& digest, ByteView signature) const;

    struct State;
    explicit PublicKey(std::shared_ptr<const State> state);
    const State& state() const { return *state_; }

  private:
    std::shared_ptr<const State> state_;
};

} // namespace tanba::crypto
