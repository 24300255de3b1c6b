#include "tests/unit/cardreader/simulated/simulated_support.h"

#include <cstdlib>
#include <iostream>

namespace tanba::test {

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::cerr << "test set-up: " << codeText(result.failure().code) << std::endl;
        std::abort();
    }
    return std::move(result).value();
}

card::SimulatedCard cardWith(const Clock& clock, std::chrono::milliseconds& slept) {
    card::SimulatedCardSetup setup;
    setup.sleep = [&slept](std::chrono::milliseconds time) { slept += time; };
    return must(card::SimulatedCard::make(clock, std::move(setup)));
}

} // namespace

Result<SecretBytes> ScriptedPins::pin(const std::string& tokenLabel, const keys::PinRules& given) {
    labels.push_back(tokenLabel);
    rules.push_back(given);
    if (whileTyping)
        whileTyping();
    if (asked_ == answers_.size())
        return fail(FailureCode::Cancelled);
    return SecretBytes::copyOf(viewOf(answers_[asked_++]));
}

Result<SecretBytes> ScriptedPins::pin(keys::PinRole role, const std::string& tokenLabel,
                                      const keys::PinRules& given) {
    roles.push_back(role);
    return pin(tokenLabel, given);
}

CardOnTable::CardOnTable() : card(cardWith(clock, slept)) {}

std::unique_ptr<keys::Token> CardOnTable::token() {
    return must(card.open(nullptr));
}

Result<std::unique_ptr<keys::KeySession>> CardOnTable::session(std::string_view keyId, std::string_view pin) {
    TANBA_TRY(const std::unique_ptr<keys::Token> opened, card.open(nullptr));
    ScriptedPins pins{pin};
    return keyOf(*opened, keyId)->open(pins, nullptr);
}

std::unique_ptr<keys::SigningKey> keyOf(keys::Token& token, std::string_view id) {
    for (auto& key : token.keys())
        if (key->id() == id)
            return std::move(key);
    std::cerr << "no key " << id << std::endl;
    std::abort();
}

crypto::Digest digestFor(const keys::Certificate& certificate) {
    const auto algorithm = crypto::naturalDigest(certificate.publicKey().value().algorithm());
    return must(crypto::digestOf(algorithm, viewOf("құжат")));
}

} // namespace tanba::test
