#pragma once

#include "app/cli/console.h"
#include "core/base/progress.h"
#include "core/keys/token.h"

#include <string>
#include <vector>

namespace tanba::cli {

/// Asks for passwords: on the terminal, or takes them from --password-file.
class SecretInput : public keys::PinSource {
  public:
    /// @param passwordFile empty: the terminal.
    SecretInput(Console& console, std::string passwordFile, const CancelToken& cancel)
        : console_(console), passwordFile_(std::move(passwordFile)), cancel_(cancel) {}

    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;

    struct OldAndNew {
        SecretBytes oldPassword, newPassword;
    };
    /// For a password change: the old one, and the new one twice (usage.passwords_differ). Two lines of a
    /// file.
    Result<OldAndNew> oldAndNew(const std::string& label);

  private:
    Result<SecretBytes> ask(text::Ui prompt, const std::string& label);
    Result<std::vector<SecretBytes>> fromFile(std::size_t count);

    Console& console_;
    std::string passwordFile_;
    const CancelToken& cancel_;
};

} // namespace tanba::cli
