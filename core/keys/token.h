#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/digest.h"
#include "core/keys/certificate.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::keys {

enum class TokenKind { File, IdCard, Token, Simulated };

/// What is known of the secret that opens a token.
struct PinRules {
    std::size_t minimumLength = 0;
    std::size_t maximumLength = 0; ///< 0: no limit known
    bool digitsOnly = false;
    std::optional<int> triesLeft; ///< unknown unless the token tells
};

/// Asked for the password or PIN when one is needed; waits for a person if it must.
/// `cancelled` when the person gave up.
class PinSource {
  public:
    virtual ~PinSource() = default;
    virtual Result<SecretBytes> pin(const std::string& tokenLabel, const PinRules& rules) = 0;
};

/// A key that was opened. Signs as often as the token permits; closes, resets and wipes when destroyed.
class KeySession {
  public:
    virtual ~KeySession() = default;
    virtual const Certificate& certificate() const = 0;
    /// The bare signature value. Callers use signChecked().
    virtual Result<Bytes> sign(const crypto::Digest& digest) = 0;
};

class SigningKey {
  public:
    virtual ~SigningKey() = default;
    /// Stable within its token: hex of the subject key identifier where there is one.
    virtual std::string id() const = 0;
    /// Known before opening on cards; for key files only after the password.
    virtual std::optional<Certificate> certificate() const = 0;
    virtual Result<std::unique_ptr<KeySession>> open(PinSource& pins, const CancelToken* cancel) = 0;
};

class Token {
  public:
    virtual ~Token() = default;
    virtual std::string label() const = 0;
    virtual TokenKind kind() const = 0;
    virtual PinRules pinRules() const = 0;
    virtual std::vector<std::unique_ptr<SigningKey>> keys() = 0;
};

/// Signs, and verifies the value against the session's certificate before handing it out:
/// signature.self_check_failed when the token's answer does not verify (a fault, a wrong card, a wrong byte
/// order).
Result<Bytes> signChecked(KeySession& session, const crypto::Digest& digest);

} // namespace tanba::keys
