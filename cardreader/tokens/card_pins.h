#pragma once

#include "cardreader/tokens/card_state.h"
#include "core/keys/token.h"

#include <optional>

namespace tanba::card {

/// Changes and unblocks the first PIN of a card. Everything is asked and checked before a session begins;
/// then exactly one command carries the secrets, and is never repeated.
class CardPins : public keys::PinManagement {
  public:
    explicit CardPins(CardState& state) : state_(state) {}

    bool canChange() const override;
    bool canUnblock() const override;
    Outcome change(keys::PinChangeSource& pins, const CancelToken* cancel) override;
    Outcome unblock(keys::PinChangeSource& pins, const CancelToken* cancel) override;

  private:
    Outcome changeTyped(CardPin& pin, keys::PinChangeSource& pins, const CancelToken* cancel);
    /// None, and nothing sent, when the reader answers now that it has no keys for it.
    std::optional<Outcome> changeOnPad(CardPin& pin, keys::PinChangeSource& pins, const CancelToken* cancel);

    CardState& state_;
};

} // namespace tanba::card
