#include "app/cli/secret_input.h"

#include "app/platform/password_file.h"
#include "app/platform/terminal_password.h"

namespace tanba::cli {

using text::Ui;

Result<SecretBytes> SecretInput::ask(Ui prompt, const std::string& label) {
    return platform::readTerminalPassword(console_.word(prompt, {{"subject", label}}) + " ", cancel_);
}

Result<std::vector<SecretBytes>> SecretInput::fromFile(std::size_t count) {
    TANBA_TRY(platform::PasswordLines passwords, platform::readPasswordLines(passwordFile_, count, cancel_));
    if (passwords.readableByOthers)
        console_.warning(console_.word(Ui::PasswordFileReadable, {{"subject", passwordFile_}}));
    return std::move(passwords.lines);
}

Result<SecretBytes> SecretInput::pin(const std::string& tokenLabel, const keys::PinRules&) {
    if (passwordFile_.empty())
        return ask(Ui::PasswordPrompt, tokenLabel);
    TANBA_TRY(std::vector<SecretBytes> lines, fromFile(1));
    return std::move(lines.front());
}

Result<SecretInput::OldAndNew> SecretInput::oldAndNew(const std::string& label) {
    if (!passwordFile_.empty()) {
        TANBA_TRY(std::vector<SecretBytes> lines, fromFile(2));
        return OldAndNew{std::move(lines[0]), std::move(lines[1])};
    }
    OldAndNew passwords;
    TANBA_TRY(passwords.oldPassword, ask(Ui::PasswordPromptOld, label));
    TANBA_TRY(passwords.newPassword, ask(Ui::PasswordPromptNew, label));
    TANBA_TRY(const SecretBytes repeated, ask(Ui::PasswordPromptRepeat, label));
    if (!passwords.newPassword.equals(repeated))
        return fail(FailureCode::Usage, {}, "passwords_differ");
    return passwords;
}

} // namespace tanba::cli
