#include "cardreader/tokens/card_state.h"

#include <algorithm>
#include <charconv>

namespace tanba::card {

namespace {

Outcome checkSameCard(CardState& state, CardSession& session) {
    TANBA_TRY(const bool recognised, state.driver->recognises(session));
    if (!recognised)
        return fail(FailureCode::CardOther);
    TANBA_TRY(const std::string serial, state.driver->identify(session));
    if (serial != state.contents.serial)
        return fail(FailureCode::CardOther);
    return Done{};
}

std::optional<int> numberIn(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && !text.empty() ? std::optional<int>(number) : std::nullopt;
}

} // namespace

CardPin* CardState::pin(std::uint8_t reference) {
    const auto found = std::ranges::find(contents.pins, reference, &CardPin::reference);
    if (found != contents.pins.end())
        return &*found;
    return contents.pins.empty() ? nullptr : &contents.pins.front();
}

keys::PinRules CardState::rulesOf(const CardPin& pin) const {
    keys::PinRules rules = pin.rules;
    rules.enteredOnReader = verifiesOnPad(pin);
    return rules;
}

Result<std::unique_ptr<CardSession>> beginWithSameCard(CardState& state, const CancelToken* cancel) {
    for (int attempt = 1;; ++attempt) {
        TANBA_TRY(std::unique_ptr<CardSession> session, state.slot.begin(cancel));
        // A reader whose keys will be wanted says now what it has: trouble at this question is then told by
        // the next command, and not taken for a reader without keys.
        if (state.padVerifies || state.padModifies)
            static_cast<void>(session->pinPad());
        const Outcome same = checkSameCard(state, *session);
        if (same.ok())
            return session;
        if (same.failure().code != FailureCode::CardReset || attempt == kMaxAttempts)
            return same.failure();
    }
}

std::vector<Bytes> fruitlessSearchesOf(const CardContents& contents) {
    std::vector<Bytes> searches;
    for (const CardKey& key : contents.keys) {
        if (!key.fruitlessSearch.empty())
            searches.push_back(key.fruitlessSearch);
    }
    return searches;
}

bool hasPadFor(CardSession& session, bool (PinPad::*what)() const) {
    const PinPad* const pad = session.pinPad();
    return pad != nullptr && (pad->*what)();
}

void learnTries(CardPin& pin, const Outcome& answer) {
    using enum FailureCode;
    keys::PinRules& rules = pin.rules;
    const std::optional<FailureCode> code =
        answer.ok() ? std::nullopt : std::optional<FailureCode>(answer.failure().code);
    // These say that nothing was tried.
    const auto untried = {PinLength,       PinCharacters,    PinPadCancelled,   PinPadTimeout,
                          PinPadDifferent, PinChangeNotHere, PinUnblockNotHere, PinNewRefused,
                          PukWrong,        PukBlocked};
    if (code && std::ranges::find(untried, *code) != untried.end())
        return;
    rules.triesLeft = code == PinBlocked                       ? std::optional<int>(0)
                      : code == PinWrong || code == PinLastTry ? numberIn(answer.failure().subject)
                                                               : std::nullopt;
    // Any other failure may have come after the card had counted.
    rules.countLow = code.has_value();
    rules.lastTry = code == PinLastTry;
}

} // namespace tanba::card
