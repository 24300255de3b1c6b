#pragma once

#include "cardreader/simulated/simulated_card.h"
#include "core/keys/token.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tanba::test {

/// Gives these PINs in turn; more questions than answers fail with `cancelled`.
class ScriptedPins : public keys::PinSource, public keys::PinChangeSource {
  public:
    ScriptedPins(std::initializer_list<std::string_view> answers) : answers_(answers) {}

    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;
    Result<SecretBytes> pin(keys::PinRole role, const std::string& tokenLabel,
                            const keys::PinRules& rules) override;

    /// Runs while the person is "typing".
    std::function<void()> whileTyping;
    std::vector<std::string> labels;
    std::vector<keys::PinRules> rules;
    std::vector<keys::PinRole> roles;

  private:
    std::vector<std::string_view> answers_;
    std::size_t asked_ = 0;
};

/// A card with a clock that stands still at goodTime() and delays that only add up.
struct CardOnTable {
    CardOnTable();
    std::unique_ptr<keys::Token> token();
    /// The session of a key by its id, opened with this PIN.
    Result<std::unique_ptr<keys::KeySession>> session(std::string_view keyId, std::string_view pin = "1234");

    FixedClock clock{goodTime()};
    std::chrono::milliseconds slept{0};
    card::SimulatedCard card;
};

/// The key of `token` with this id; ends the test program when it is not there.
std::unique_ptr<keys::SigningKey> keyOf(keys::Token& token, std::string_view id);
/// A digest that the key signs by nature.
crypto::Digest digestFor(const keys::Certificate& certificate);

} // namespace tanba::test
