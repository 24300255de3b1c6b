#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/digest.h"
#include "core/crypto/public_key.h"

#include <memory>

namespace tanba::crypto {

/// A private key held in this process. Move-only; wiped when destroyed.
class PrivateKey {
  public:
    /// From a DER PrivateKeyInfo (PKCS#8, RFC 5208). Limits as for PublicKey.
    static Result<PrivateKey> fromPkcs8(ByteView der);
    /// @param bits only for RSA (2048 to 8192) and EC (256, 384, 521).
    static Result<PrivateKey> generate(KeyAlgorithm algorithm, int bits = 0);

    PrivateKey(PrivateKey&&) noexcept;
    PrivateKey& operator=(PrivateKey&&) noexcept;
    ~PrivateKey();

    KeyAlgorithm algorithm() const;
    const PublicKey& publicKey() const;
    /// PrivateKeyInfo with the Kazakh encodings for GOST keys.
    Result<SecretBytes> toPkcs8() const;

    /// The bare signature value over a digest (RSA: PKCS#1 v1.5 with DigestInfo; ECDSA: DER; GOST: r and s
    /// little-endian). Nothing is checked here: keys::signChecked verifies every value before it leaves the
    /// program.
    Result<Bytes> signDigest(const Digest& digest) const;

    struct State;
    explicit PrivateKey(std::unique_ptr<State> state);
    const State& state() const { return *state_; }

  private:
    std::unique_ptr<State> state_;
};

} // namespace tanba::crypto
