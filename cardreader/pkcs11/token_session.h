#pragma once

#include "cardreader/pkcs11/signature_forms.h"
#include "cardreader/pkcs11/token_connection.h"
#include "cardreader/pkcs11/token_objects.h"
#include "core/keys/certificate.h"
#include "core/keys/token.h"

#include <memory>
#include <mutex>
#include <optional>

namespace tanba::pkcs11 {

/// The byte order that a token was found to have; shared by its keys and sessions.
class GostOrderMemory {
  public:
    std::optional<GostOrder> get() const {
        const std::lock_guard lock(mutex_);
        return order_;
    }
    void set(GostOrder order) {
        const std::lock_guard lock(mutex_);
        order_ = order;
    }

  private:
    mutable std::mutex mutex_;
    std::optional<GostOrder> order_;
};

/// A logged-in connection and the private key object in it.
class TokenSession : public keys::KeySession {
  public:
    /// @param pins outlives the session: for keys that want the PIN before each signature.
    TokenSession(TokenConnection connection, KeyObject key, keys::Certificate certificate,
                 std::shared_ptr<GostOrderMemory> gostOrder, keys::PinSource& pins);

    const keys::Certificate& certificate() const override { return certificate_; }
    /// algorithm.unsupported, signing.digest_length_wrong, module.mechanism, module.failed, token.removed,
    /// the PIN failures of TokenConnection::login(); signature.self_check_failed when a GOST value verifies
    /// in no byte order.
    Result<Bytes> sign(const crypto::Digest& digest) override;

  private:
    Result<Bytes> signRsa(const crypto::Digest& digest);
    Result<Bytes> signEcdsa(const crypto::Digest& digest, int bits);
    Result<Bytes> signGost(const crypto::Digest& digest, const crypto::PublicKey& publicKey);
    Result<Bytes> learnGostOrder(const crypto::Digest& digest, const crypto::PublicKey& publicKey);
    Result<Bytes> gostValue(const crypto::Digest& digest, DigestOrder order);
    /// One C_Sign, with the PIN before it where the key wants that.
    Result<Bytes> signWith(std::uint64_t mechanism, ByteView data);

    TokenConnection connection_;
    KeyObject key_;
    keys::Certificate certificate_;
    std::shared_ptr<GostOrderMemory> gostOrder_;
    keys::PinSource& pins_;
    /// After a failed login before a signature the module's operation hangs in the air.
    std::optional<Failure> ended_;
};

} // namespace tanba::pkcs11
