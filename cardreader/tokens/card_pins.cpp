#include "cardreader/tokens/card_pins.h"

#include "core/keys/pin_rule.h"

#include <functional>

namespace tanba::card {

namespace {

Result<SecretBytes> askFor(keys::PinRole role, const CardState& state, const keys::PinRules& rules,
                           keys::PinChangeSource& pins, const CancelToken* cancel) {
    TANBA_TRY(SecretBytes value, pins.pin(role, state.label, rules));
    if (cancel != nullptr && cancel->cancelled())
        return fail(FailureCode::Cancelled);
    if (!rules.enteredOnReader)
        TANBA_CHECK(keys::checkPin(rules, value));
    return value;
}

/// What a new PIN must be; the tries left concern the old one.
keys::PinRules rulesOfNew(const CardPin& pin) {
    keys::PinRules rules;
    rules.minimumLength = pin.rules.minimumLength;
    rules.maximumLength = pin.rules.maximumLength;
    rules.digitsOnly = pin.rules.digitsOnly;
    return rules;
}

/// One command with a secret, in a session that ends with a reset.
Outcome sendIn(CardSession& session, CardPin& pin, const std::function<Outcome(CardSession&)>& send) {
    session.endWithReset();
    const Outcome answer = send(session);
    learnTries(pin, answer);
    return answer;
}

Outcome sendOnce(CardState& state, CardPin& pin, const CancelToken* cancel,
                 const std::function<Outcome(CardSession&)>& send) {
    TANBA_TRY(const std::unique_ptr<CardSession> session, beginWithSameCard(state, cancel));
    return sendIn(*session, pin, send);
}

} // namespace

bool CardPins::canChange() const {
    return !state_.contents.pins.empty() && state_.contents.pins.front().canChange;
}

bool CardPins::canUnblock() const {
    return !state_.contents.pins.empty() && state_.contents.pins.front().canUnblock;
}

Outcome CardPins::change(keys::PinChangeSource& pins, const CancelToken* cancel) {
    if (!canChange())
        return fail(FailureCode::PinChangeNotHere);
    CardPin& pin = state_.contents.pins.front();
    if (state_.modifiesOnPad(pin)) {
        if (std::optional<Outcome> changed = changeOnPad(pin, pins, cancel))
            return *std::move(changed);
    }
    return changeTyped(pin, pins, cancel);
}

Outcome CardPins::changeTyped(CardPin& pin, keys::PinChangeSource& pins, const CancelToken* cancel) {
    TypedPins typed;
    TANBA_TRY(typed.current, askFor(keys::PinRole::Current, state_, pin.rules, pins, cancel));
    TANBA_TRY(typed.next, askFor(keys::PinRole::New, state_, rulesOfNew(pin), pins, cancel));
    if (typed.next.equals(typed.current))
        return fail(FailureCode::PinSame);
    return sendOnce(state_, pin, cancel,
                    [&](CardSession& session) { return state_.driver->changePin(session, pin, typed); });
}

std::optional<Outcome> CardPins::changeOnPad(CardPin& pin, keys::PinChangeSource& pins,
                                             const CancelToken* cancel) {
    keys::PinRules rules = pin.rules;
    rules.enteredOnReader = true;
    TANBA_CHECK(askFor(keys::PinRole::Current, state_, rules, pins, cancel));
    TANBA_TRY(const std::unique_ptr<CardSession> session, beginWithSameCard(state_, cancel));
    if (hasPadFor(*session, &PinPad::canModify)) {
        Outcome changed = sendIn(*session, pin,
                                 [&](CardSession& open) { return state_.driver->changePinOnPad(open, pin); });
        // For the next time only: it was on its way to the keys, and somebody may have typed.
        if (!changed.ok() && changed.failure().code == FailureCode::PinUnusable)
            state_.padModifies = hasPadFor(*session, &PinPad::canModify);
        return changed;
    }
    state_.padModifies = false;
    return std::nullopt;
}

Outcome CardPins::unblock(keys::PinChangeSource& pins, const CancelToken* cancel) {
    if (!canUnblock())
        return fail(FailureCode::PinUnblockNotHere);
    CardPin& pin = state_.contents.pins.front();
    TypedPins typed;
    TANBA_TRY(typed.current, askFor(keys::PinRole::Puk, state_, pin.pukRules, pins, cancel));
    TANBA_TRY(typed.next, askFor(keys::PinRole::New, state_, rulesOfNew(pin), pins, cancel));
    return sendOnce(state_, pin, cancel,
                    [&](CardSession& session) { return state_.driver->unblockPin(session, pin, typed); });
}

} // namespace tanba::card
