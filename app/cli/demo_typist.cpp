#include "app/cli/demo_typist.h"

#include "app/platform/terminal_password.h"
#include "app/platform/terminal_pause.h"
#include "cardreader/simulated/simulated_card.h"
#include "core/base/utf8.h"

namespace tanba::cli {

namespace {

using text::Ui;

constexpr const char* kIndent = "    ";

} // namespace

void DemoTypist::say(Ui text, const text::TextValues& values) {
    console_.result(kIndent + console_.word(text, values));
}

void DemoTypist::showOnPhone(const std::string& text) {
    console_.result(std::string(kIndent) + "  │ " + displayText(text));
}

Outcome DemoTypist::waitForPerson(Ui toldBefore, const text::TextValues& values) {
    if (cancel_.cancelled())
        return fail(FailureCode::Cancelled);
    if (hands_ == DemoHands::ItsOwn)
        return Done{};
    console_.remark(console_.word(toldBefore, values));
    return platform::waitForEnter(cancel_);
}

Result<SecretBytes> DemoTypist::secret(const Prompt& prompt, const std::string& right) {
    const text::TextValues values{{prompt.name, right}};
    if (hands_ == DemoHands::OfThePerson) {
        auto typed =
            platform::readTerminalPassword(kIndent + console_.word(prompt.asked, values) + " ", cancel_);
        const bool noTerminal = !typed.ok() && typed.failure().code == FailureCode::PasswordUnreadable;
        if (!noTerminal && !(typed.ok() && typed.value().empty()))
            return typed;
    }
    say(prompt.typed, values);
    return SecretBytes::copyOf(viewOf(right));
}

Result<SecretBytes> DemoTypist::pin(const std::string&, const keys::PinRules& rules) {
    if (rules.triesLeft == 1)
        console_.warning(console_.word(Ui::PinLastWarning));
    return secret({Ui::DemoPinType, Ui::DemoPinTyped, "pin"}, std::string(card::kDemoPin));
}

Result<SecretBytes> DemoTypist::code(const std::string& sent) {
    return secret({Ui::DemoCodeType, Ui::DemoCodeTyped, "code"}, sent);
}

} // namespace tanba::cli
