#pragma once

#include "app/cli/console.h"
#include "core/base/progress.h"
#include "core/keys/token.h"

#include <string>

namespace tanba::cli {

/// Whose hands type in a demonstration.
enum class DemoHands {
    OfThePerson, ///< who is told what to type; Enter alone leaves it to the demonstration
    ItsOwn,      ///< nobody is there to type
};

/// Tells what happens in a demonstration, and brings PIN and code.
class DemoTypist : public keys::PinSource {
  public:
    DemoTypist(DemoHands hands, Console& console, const CancelToken& cancel)
        : hands_(hands), console_(console), cancel_(cancel) {}

    DemoHands hands() const { return hands_; }
    Console& console() { return console_; }
    void say(text::Ui text, const text::TextValues& values = {});
    /// What the screen of the phone shows.
    void showOnPhone(const std::string& text);
    /// Where a person sits, until they press Enter; cancelled.
    Outcome waitForPerson(text::Ui toldBefore, const text::TextValues& values = {});

    /// The PIN that every simulated card is born with.
    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;
    /// The code of an SMS.
    Result<SecretBytes> code(const std::string& sent);

  private:
    struct Prompt {
        text::Ui asked;
        text::Ui typed; ///< said of what the demonstration types
        const char* name;
    };
    Result<SecretBytes> secret(const Prompt& prompt, const std::string& right);

    const DemoHands hands_;
    Console& console_;
    const CancelToken& cancel_;
};

} // namespace tanba::cli
