#include "cardreader/tokens/card_token.h"

#include "cardreader/drivers/driver_table.h"
#include "cardreader/tokens/card_key.h"
#include "cardreader/tokens/card_pins.h"
#include "core/keys/same_key.h"

#include <algorithm>

namespace tanba::card {

namespace {

class CardToken : public keys::Token {
  public:
    explicit CardToken(std::shared_ptr<CardState> state) : state_(std::move(state)), pins_(*state_) {}

    std::string label() const override { return state_->label; }
    keys::TokenKind kind() const override { return state_->driver->kind(); }
    keys::PinRules pinRules() const override;
    std::vector<std::unique_ptr<keys::SigningKey>> keys() override;
    keys::PinManagement* pinManagement() override { return &pins_; }
    keys::TokenProof proof() const override { return state_->driver->proof(); }
    std::string serial() const override { return state_->contents.serial; }

    Result<keys::Certificate> adopt(ByteView encoded);

  private:
    std::shared_ptr<CardState> state_;
    CardPins pins_;
};

keys::PinRules CardToken::pinRules() const {
    return state_->contents.pins.empty() ? keys::PinRules{} : state_->rulesOf(state_->contents.pins.front());
}

std::vector<std::unique_ptr<keys::SigningKey>> CardToken::keys() {
    std::vector<std::unique_ptr<keys::SigningKey>> keys;
    for (std::size_t index = 0; index < state_->contents.keys.size(); ++index)
        keys.push_back(cardSigningKey(state_, index));
    return keys;
}

Result<keys::Certificate> CardToken::adopt(ByteView encoded) {
    TANBA_TRY(keys::Certificate certificate, keys::Certificate::fromAnyEncoding(encoded));
    TANBA_TRY(const crypto::PublicKey publicKey, certificate.publicKey());
    const auto key = std::ranges::find_if(state_->contents.keys, [&](const CardKey& candidate) {
        return candidate.publicKey && keys::sameKey(*candidate.publicKey, publicKey);
    });
    if (key == state_->contents.keys.end())
        return fail(FailureCode::CardCertificateOfOther);
    key->certificate = certificate;
    // What else is missing is worth another look.
    state_->memory.keepFruitlessSearches(state_->contents.serial, {});
    TANBA_CHECK(state_->memory.remember(state_->contents.serial, certificate));
    return certificate;
}

/// What the user gave comes first: it needs no look at the card.
KnownOfCard knownFor(const std::string& serial, const CertificateMemory& memory) {
    KnownOfCard known;
    for (keys::Certificate& given : memory.certificatesFor(serial))
        known.certificates.push_back({std::move(given), {}});
    for (KnownCertificate& shown : memory.shownBefore(serial))
        known.certificates.push_back(std::move(shown));
    known.fruitlessSearches = memory.fruitlessSearches(serial);
    return known;
}

std::vector<KnownCertificate> shownBy(const CardContents& contents) {
    std::vector<KnownCertificate> shown;
    for (const CardKey& key : contents.keys) {
        if (key.certificate && !key.certificatePlace.empty())
            shown.push_back({*key.certificate, key.certificatePlace});
    }
    return shown;
}

Result<std::shared_ptr<CardState>> readCard(CardSlot& slot, CertificateMemory& memory,
                                            const CancelToken* cancel, std::string_view language) {
    TANBA_TRY(const std::unique_ptr<CardSession> session, slot.begin(cancel));
    // Asked first: after a question that was disturbed the next command fails, and nothing is concluded.
    static_cast<void>(session->pinPad());
    TANBA_TRY(const CardDriver* const driver, driverFor(*session));
    TANBA_TRY(CardContents contents,
              driver->read(*session, [&](const std::string& serial) { return knownFor(serial, memory); }));
    memory.keepShown(contents.serial, shownBy(contents));
    memory.keepFruitlessSearches(contents.serial, fruitlessSearchesOf(contents));
    auto state =
        std::make_shared<CardState>(CardState{slot, memory, driver, contents.label, std::move(contents)});
    if (state->label.empty())
        state->label = cardName(session->atr(), *driver, language);
    state->padVerifies = hasPadFor(*session, &PinPad::canVerify);
    state->padModifies = hasPadFor(*session, &PinPad::canModify);
    return state;
}

} // namespace

Result<std::unique_ptr<keys::Token>> openCardToken(CardSlot& slot, CertificateMemory& memory,
                                                   const CancelToken* cancel, std::string_view language) {
    for (int attempt = 1;; ++attempt) {
        auto state = readCard(slot, memory, cancel, language);
        if (state.ok())
            return std::unique_ptr<keys::Token>(std::make_unique<CardToken>(std::move(state).value()));
        if (state.failure().code != FailureCode::CardReset || attempt == kMaxAttempts)
            return state.failure();
    }
}

Result<keys::Certificate> adoptCertificate(keys::Token& token, ByteView certificate) {
    auto* const card = dynamic_cast<CardToken*>(&token);
    if (card == nullptr)
        return fail(FailureCode::CardNotForThisDriver);
    return card->adopt(certificate);
}

} // namespace tanba::card
