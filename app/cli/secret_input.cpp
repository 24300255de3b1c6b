#include "app/cli/secret_input.h"

#include "app/platform/password_file.h"
#include "app/platform/terminal_password.h"
#include "app/text/token_words.h"

namespace tanba::cli {

using text::Ui;

namespace {

constexpr std::string_view kPasswordsDiffer = "passwords_differ";
constexpr std::string_view kPinsDiffer = "pins_differ";

} // namespace

bool isTypingSlip(const Failure& failure) {
    return failure.code == FailureCode::Usage &&
           (failure.detail == kPasswordsDiffer || failure.detail == kPinsDiffer);
}

Result<SecretBytes> SecretInput::ask(Ui prompt, const text::TextValues& values) {
    return platform::readTerminalPassword(console_.word(prompt, values) + " ", cancel_);
}

Result<SecretBytes> SecretInput::askTwice(Ui prompt, Ui repeat, const text::TextValues& values,
                                          std::string_view rowIfDifferent) {
    TANBA_TRY(SecretBytes secret, ask(prompt, values));
    TANBA_TRY(const SecretBytes repeated, ask(repeat, {}));
    if (!secret.equals(repeated))
        return fail(FailureCode::Usage, {}, std::string(rowIfDifferent));
    return secret;
}

Result<std::vector<SecretBytes>> SecretInput::fromFile(std::size_t count) {
    TANBA_TRY(platform::PasswordLines passwords, platform::readPasswordLines(passwordFile_, count, cancel_));
    if (passwords.readableByOthers)
        console_.warning(console_.word(Ui::PasswordFileReadable, {{"subject", passwordFile_}}));
    return std::move(passwords.lines);
}

void SecretInput::warnOf(const keys::PinRules& rules) {
    if (rules.lastTry || rules.triesLeft == 1)
        console_.warning(console_.word(Ui::PinLastWarning));
    else if (rules.countLow)
        console_.warning(console_.word(Ui::PinLowWarning,
                                       {{"tries", rules.triesLeft ? std::to_string(*rules.triesLeft) : ""}}));
}

Result<SecretBytes> SecretInput::pin(const std::string& tokenLabel, const keys::PinRules& rules) {
    warnOf(rules);
    if (rules.enteredOnReader) {
        console_.remark(console_.word(Ui::PinTypeOnReader));
        return SecretBytes{};
    }
    if (passwordFile_.empty())
        return ask(kind_ == SecretKind::Pin ? Ui::PinPrompt : Ui::PasswordPrompt, {{"subject", tokenLabel}});
    TANBA_TRY(std::vector<SecretBytes> lines, fromFile(1));
    return std::move(lines.front());
}

Result<SecretBytes> SecretInput::pin(keys::PinRole role, const std::string& tokenLabel,
                                     const keys::PinRules& rules) {
    const bool isNew = role == keys::PinRole::New;
    if (role == keys::PinRole::Current)
        warnOf(rules);
    if (rules.enteredOnReader) {
        if (!isNew)
            console_.remark(console_.word(Ui::PinTypeOnReader));
        return SecretBytes{};
    }
    if (!passwordFile_.empty()) {
        if (twoLines_.empty()) {
            TANBA_TRY(twoLines_, fromFile(2));
        }
        return std::move(twoLines_.at(isNew ? 1 : 0));
    }
    if (!isNew)
        return ask(role == keys::PinRole::Puk ? Ui::PukPrompt : Ui::PinPromptCurrent,
                   {{"subject", tokenLabel}});
    const text::TokenWords words(console_.table(), console_.language());
    return askTwice(Ui::PinPromptNew, Ui::PinPromptRepeat, {{"rules", words.pinRules(rules)}}, kPinsDiffer);
}

Result<SecretInput::OldAndNew> SecretInput::oldAndNew(const std::string& label) {
    if (!passwordFile_.empty()) {
        TANBA_TRY(std::vector<SecretBytes> lines, fromFile(2));
        return OldAndNew{std::move(lines[0]), std::move(lines[1])};
    }
    OldAndNew passwords;
    TANBA_TRY(passwords.oldPassword, ask(Ui::PasswordPromptOld, {{"subject", label}}));
    TANBA_TRY(passwords.newPassword,
              askTwice(Ui::PasswordPromptNew, Ui::PasswordPromptRepeat, {}, kPasswordsDiffer));
    return passwords;
}

} // namespace tanba::cli
