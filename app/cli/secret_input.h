#pragma once

#include "app/cli/console.h"
#include "core/base/progress.h"
#include "core/keys/token.h"

#include <string>
#include <vector>

namespace tanba::cli {

/// What is asked for: people know the secret of a key file as a password, that of a card as a PIN.
enum class SecretKind { Password, Pin };

/// Asks for passwords and PINs: on the terminal, or takes them from --password-file.
class SecretInput : public keys::PinSource, public keys::PinChangeSource {
  public:
    /// @param passwordFile empty: the terminal.
    SecretInput(Console& console, std::string passwordFile, const CancelToken& cancel,
                SecretKind kind = SecretKind::Password)
        : console_(console), passwordFile_(std::move(passwordFile)), cancel_(cancel), kind_(kind) {}

    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;
    /// Of a file the first line is the old PIN or the PUK, the second the new PIN; at the terminal a new one
    /// is asked for twice (usage.pins_differ).
    Result<SecretBytes> pin(keys::PinRole role, const std::string& tokenLabel,
                            const keys::PinRules& rules) override;

    struct OldAndNew {
        SecretBytes oldPassword, newPassword;
    };
    /// For the password of a key file: the old one, and the new one twice (usage.passwords_differ). Two lines
    /// of a file.
    Result<OldAndNew> oldAndNew(const std::string& label);

  private:
    Result<SecretBytes> ask(text::Ui prompt, const text::TextValues& values);
    /// A secret and the same again; a usage failure with this row when they differ.
    Result<SecretBytes> askTwice(text::Ui prompt, text::Ui repeat, const text::TextValues& values,
                                 std::string_view rowIfDifferent);
    Result<std::vector<SecretBytes>> fromFile(std::size_t count);
    /// What the person should know before typing.
    void warnOf(const keys::PinRules& rules);

    Console& console_;
    std::string passwordFile_;
    const CancelToken& cancel_;
    SecretKind kind_;
    std::vector<SecretBytes> twoLines_; ///< of the file, until both are asked for
};

/// True for the slip of typing a new secret in two ways, which is the person's and not the command's.
bool isTypingSlip(const Failure& failure);

} // namespace tanba::cli
