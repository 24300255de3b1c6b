#include "cardreader/simulated/simulated_state.h"

namespace tanba::card {

namespace {

using StatePointer = std::shared_ptr<SimulatedState>;

class SimulatedSession : public keys::KeySession {
  public:
    SimulatedSession(StatePointer state, Stay stay, std::size_t key, const CancelToken* cancel)
        : state_(std::move(state)), stay_(stay), key_(key), cancel_(cancel) {}

    const keys::Certificate& certificate() const override { return state_->keys().keys.at(key_).certificate; }
    Result<Bytes> sign(const crypto::Digest& digest) override {
        return state_->sign(stay_, key_, digest, cancel_);
    }

  private:
    StatePointer state_;
    Stay stay_;
    std::size_t key_;
    const CancelToken* cancel_;
};

class SimulatedSigningKey : public keys::SigningKey {
  public:
    SimulatedSigningKey(StatePointer state, std::size_t key) : state_(std::move(state)), key_(key) {}

    std::string id() const override { return state_->keys().keys.at(key_).id; }
    std::optional<keys::Certificate> certificate() const override {
        return state_->keys().keys.at(key_).certificate;
    }
    Result<std::unique_ptr<keys::KeySession>> open(keys::PinSource& pins, const CancelToken* cancel) override;

  private:
    StatePointer state_;
    std::size_t key_;
};

/// Nobody is asked for the PIN of a card that is not there or does not take it any more.
Outcome readyForPin(SimulatedState& state, const CancelToken* cancel) {
    TANBA_CHECK(state.begin(cancel));
    return state.pinRules().triesLeft == 0 ? fail(FailureCode::PinBlocked) : Outcome(Done{});
}

Result<std::unique_ptr<keys::KeySession>> SimulatedSigningKey::open(keys::PinSource& pins,
                                                                    const CancelToken* cancel) {
    TANBA_CHECK(readyForPin(*state_, cancel));
    TANBA_TRY(const SecretBytes pin, pins.pin(state_->setup().label, state_->pinRules()));
    // The card may have been swapped while the person was typing: everything starts again.
    TANBA_TRY(const Stay stay, state_->begin(cancel));
    TANBA_CHECK(state_->verify(stay, pin, cancel));
    return std::unique_ptr<keys::KeySession>(std::make_unique<SimulatedSession>(state_, stay, key_, cancel));
}

class SimulatedPinManagement : public keys::PinManagement {
  public:
    explicit SimulatedPinManagement(StatePointer state) : state_(std::move(state)) {}

    bool canChange() const override { return true; }
    bool canUnblock() const override { return true; }
    Outcome change(keys::PinChangeSource& pins, const CancelToken* cancel) override;
    Outcome unblock(keys::PinChangeSource& pins, const CancelToken* cancel) override;

  private:
    Result<SecretBytes> ask(keys::PinChangeSource& pins, keys::PinRole role) const {
        return pins.pin(role, state_->setup().label, state_->pinRules());
    }

    StatePointer state_;
};

Outcome SimulatedPinManagement::change(keys::PinChangeSource& pins, const CancelToken* cancel) {
    TANBA_CHECK(readyForPin(*state_, cancel));
    TANBA_TRY(const SecretBytes current, ask(pins, keys::PinRole::Current));
    TANBA_TRY(const SecretBytes next, ask(pins, keys::PinRole::New));
    TANBA_TRY(const Stay stay, state_->begin(cancel));
    return state_->change(stay, current, next, cancel);
}

Outcome SimulatedPinManagement::unblock(keys::PinChangeSource& pins, const CancelToken* cancel) {
    TANBA_CHECK(state_->begin(cancel));
    TANBA_TRY(const SecretBytes puk, ask(pins, keys::PinRole::Puk));
    TANBA_TRY(const SecretBytes next, ask(pins, keys::PinRole::New));
    TANBA_TRY(const Stay stay, state_->begin(cancel));
    return state_->unblock(stay, puk, next, cancel);
}

class SimulatedToken : public keys::Token {
  public:
    explicit SimulatedToken(StatePointer state) : state_(std::move(state)), pins_(state_) {}

    std::string label() const override { return state_->setup().label; }
    keys::TokenKind kind() const override { return keys::TokenKind::Simulated; }
    keys::PinRules pinRules() const override { return state_->pinRules(); }
    std::vector<std::unique_ptr<keys::SigningKey>> keys() override;
    keys::PinManagement* pinManagement() override { return &pins_; }
    std::string serial() const override { return state_->setup().serial; }

  private:
    StatePointer state_;
    SimulatedPinManagement pins_;
};

std::vector<std::unique_ptr<keys::SigningKey>> SimulatedToken::keys() {
    std::vector<std::unique_ptr<keys::SigningKey>> keys;
    for (std::size_t key = 0; key < state_->keys().keys.size(); ++key)
        keys.push_back(std::make_unique<SimulatedSigningKey>(state_, key));
    return keys;
}

} // namespace

std::unique_ptr<keys::Token> simulatedToken(std::shared_ptr<SimulatedState> state) {
    return std::make_unique<SimulatedToken>(std::move(state));
}

} // namespace tanba::card
