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
    /// Typed on the reader's own keys: a PinSource says so, and gives an empty secret at once.
    bool enteredOnReader = false;
    /// The token says that tries were spent or that one is left, without a number.
    bool countLow = false;
    bool lastTry = false;
};

/// Asked for the password or PIN when one is needed; waits for a person if it must.
/// `cancelled` when the person gave up.
class PinSource {
  public:
    virtual ~PinSource() = default;
    virtual Result<SecretBytes> pin(const std::string& tokenLabel, const PinRules& rules) = 0;
};

/// Which secret of a token is asked for.
enum class PinRole { Current, New, Puk };

/// Asked for the secrets of a change, in the order in which they are needed.
class PinChangeSource {
  public:
    virtual ~PinChangeSource() = default;
    virtual Result<SecretBytes> pin(PinRole role, const std::string& tokenLabel, const PinRules& rules) = 0;
};

/// What can be done with a token's PIN. A PIN that was wrong is never sent again.
class PinManagement {
  public:
    virtual ~PinManagement() = default;
    virtual bool canChange() const = 0;
    virtual bool canUnblock() const = 0;
    /// pin.change_not_here, pin.wrong, pin.last_try, pin.blocked, pin.length, pin.characters, pin.same,
    /// pin.new_refused.
    virtual Outcome change(PinChangeSource& pins, const CancelToken* cancel) = 0;
    /// With the PUK; pin.unblock_not_here, puk.wrong, puk.blocked and as above.
    virtual Outcome unblock(PinChangeSource& pins, const CancelToken* cancel) = 0;
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
    /// `pins` and `cancel` outlive the session: some keys want the PIN for each signature.
    virtual Result<std::unique_ptr<KeySession>> open(PinSource& pins, const CancelToken* cancel) = 0;
};

/// How far this program's way to a token has been proved (shown to the person when it is not by real ones).
enum class TokenProof { Real, EmulatorOnly };

class Token {
  public:
    virtual ~Token() = default;
    virtual std::string label() const = 0;
    virtual TokenKind kind() const = 0;
    virtual PinRules pinRules() const = 0;
    virtual std::vector<std::unique_ptr<SigningKey>> keys() = 0;
    /// Null for key files, whose password is changed by keys/pkcs12_password.h.
    virtual PinManagement* pinManagement() { return nullptr; }
    virtual TokenProof proof() const { return TokenProof::Real; }
    /// Stable for one token: the chip's or the module's serial; empty where there is none.
    virtual std::string serial() const { return {}; }
};

/// Signs, and verifies the value against the session's certificate before handing it out:
/// signature.self_check_failed when the token's answer does not verify (a fault, a wrong card, a wrong byte
/// order).
Result<Bytes> signChecked(KeySession& session, const crypto::Digest& digest);

} // namespace tanba::keys
