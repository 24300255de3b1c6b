#include "cardreader/tokens/card_key.h"

#include "core/base/encoding.h"
#include "core/keys/pin_rule.h"

#include <utility>

namespace tanba::card {

namespace {

/// What opening and signing share: how a person is asked and a PIN verified.
struct Opening {
    std::shared_ptr<CardState> state;
    CardKey key;
    keys::PinSource* pins;
    const CancelToken* cancel;

    Outcome goesOn() const {
        if (cancel != nullptr && cancel->cancelled())
            return fail(FailureCode::Cancelled);
        return Done{};
    }

    Result<SecretBytes> ask(const CardPin& pin) const {
        TANBA_CHECK(goesOn());
        TANBA_TRY(SecretBytes value, pins->pin(state->label, state->rulesOf(pin)));
        TANBA_CHECK(goesOn());
        if (!state->verifiesOnPad(pin))
            TANBA_CHECK(keys::checkPin(pin.rules, value));
        return value;
    }

    Outcome verify(CardSession& session, CardPin& pin, const SecretBytes& value) const {
        // Before the PIN is sent: even a lost answer may leave the card open.
        session.endWithReset();
        const Outcome verified = state->verifiesOnPad(pin) ? state->driver->verifyPinOnPad(session, pin)
                                                           : state->driver->verifyPin(session, pin, value);
        learnTries(pin, verified);
        TANBA_CHECK(verified);
        return state->driver->prepareSigning(session, key);
    }

    /// A reader that answered in this session that it has no keys: the person has to type at the computer.
    bool padIsGone(const CardPin& pin, CardSession& session) const {
        if (!state->verifiesOnPad(pin) || hasPadFor(session, &PinPad::canVerify))
            return false;
        state->padVerifies = false;
        return true;
    }

    /// Asks, then begins a session, then one VERIFY. When somebody resets the card behind it, a person who
    /// types on the reader is asked again. What was typed at the computer, or came out of a file, may have
    /// been counted, and is not sent by itself again.
    Result<std::unique_ptr<CardSession>> verifiedSession() const {
        CardPin* const pin = state->pin(key.pinReference);
        if (pin == nullptr)
            return fail(FailureCode::PinUnusable);
        for (int attempt = 1;; ++attempt) {
            TANBA_TRY(const SecretBytes value, ask(*pin));
            TANBA_TRY(std::unique_ptr<CardSession> session, beginWithSameCard(*state, cancel));
            if (padIsGone(*pin, *session))
                continue;
            const bool onPad = state->verifiesOnPad(*pin);
            const Outcome verified = verify(*session, *pin, value);
            if (verified.ok())
                return session;
            // For the next time only: it was on its way to the keys, and somebody may have typed.
            if (verified.failure().code == FailureCode::PinUnusable)
                static_cast<void>(padIsGone(*pin, *session));
            if (!onPad || attempt == kMaxAttempts || verified.failure().code != FailureCode::CardReset)
                return verified.failure();
        }
    }
};

class CardKeySession : public keys::KeySession {
  public:
    CardKeySession(Opening opening, std::unique_ptr<CardSession> session)
        : opening_(std::move(opening)), session_(std::move(session)) {}

    const keys::Certificate& certificate() const override { return *opening_.key.certificate; }
    Result<Bytes> sign(const crypto::Digest& digest) override;

  private:
    /// With a session that is open.
    Result<Bytes> signOnce(const crypto::Digest& digest);
    /// Whether the card only forgot that the PIN was right: it said so, hence asking again costs no try.
    bool verifyingAgainHelps(FailureCode code) const;

    Opening opening_;
    /// None while the PIN is not verified.
    std::unique_ptr<CardSession> session_;
    bool signedBefore_ = false;
};

Result<Bytes> CardKeySession::sign(const crypto::Digest& digest) {
    for (int attempt = 1;; ++attempt) {
        TANBA_CHECK(opening_.goesOn());
        if (session_ == nullptr) {
            TANBA_TRY(session_, opening_.verifiedSession());
            signedBefore_ = false;
        }
        auto value = signOnce(digest);
        if (value.ok() || attempt == kMaxAttempts || !verifyingAgainHelps(value.failure().code))
            return value;
    }
}

Result<Bytes> CardKeySession::signOnce(const crypto::Digest& digest) {
    auto value = opening_.state->driver->sign(*session_, opening_.key, digest);
    const bool pinIsUsedUp = opening_.key.pinUse == PinUse::EverySignature;
    const bool sessionIsSound = value.ok() || value.failure().code == FailureCode::AlgorithmUnsupported ||
                                value.failure().code == FailureCode::DigestLengthWrong;
    if (pinIsUsedUp || !sessionIsSound)
        session_.reset();
    if (value.ok())
        signedBefore_ = true;
    return value;
}

bool CardKeySession::verifyingAgainHelps(FailureCode code) const {
    // Right after a VERIFY the second would be of no more use than the first.
    return code == FailureCode::CardReset || (code == FailureCode::CardPinNeeded && signedBefore_);
}

class CardSigningKey : public keys::SigningKey {
  public:
    CardSigningKey(std::shared_ptr<CardState> state, std::size_t index)
        : state_(std::move(state)), index_(index) {}

    std::string id() const override;
    std::optional<keys::Certificate> certificate() const override { return key().certificate; }
    Result<std::unique_ptr<keys::KeySession>> open(keys::PinSource& pins, const CancelToken* cancel) override;

  private:
    const CardKey& key() const { return state_->contents.keys[index_]; }
    /// For somebody who wants this key the card is searched once more, whatever an earlier reading found.
    Outcome searchAgain(const CancelToken* cancel);
    /// In a file that only the PIN opens; remembered, so that it is looked for once.
    Outcome findCertificate(CardSession& session);

    std::shared_ptr<CardState> state_;
    std::size_t index_;
};

std::string CardSigningKey::id() const {
    if (key().certificate && !key().certificate->subjectKeyId().empty())
        return toHex(key().certificate->subjectKeyId());
    return "key-" + toHex(ByteView(&key().reference, 1));
}

Outcome CardSigningKey::findCertificate(CardSession& session) {
    TANBA_CHECK(state_->driver->readClosedPlaces(session, state_->contents));
    if (!key().certificate)
        return fail(FailureCode::CardNoCertificate);
    static_cast<void>(state_->memory.remember(state_->contents.serial, *key().certificate));
    return state_->driver->prepareSigning(session, key());
}

Outcome CardSigningKey::searchAgain(const CancelToken* cancel) {
    TANBA_TRY(const std::unique_ptr<CardSession> session, beginWithSameCard(*state_, cancel));
    TANBA_CHECK(state_->driver->searchAgain(*session, state_->contents));
    state_->memory.keepFruitlessSearches(state_->contents.serial, fruitlessSearchesOf(state_->contents));
    return Done{};
}

Result<std::unique_ptr<keys::KeySession>> CardSigningKey::open(keys::PinSource& pins,
                                                               const CancelToken* cancel) {
    if (!key().fruitlessSearch.empty())
        TANBA_CHECK(searchAgain(cancel));
    if (!key().certificate && state_->contents.closedPlaces.empty())
        return fail(FailureCode::CardNoCertificate);
    if (key().algorithms == KeyAlgorithms::NoneUsable)
        return fail(FailureCode::AlgorithmUnsupported);
    Opening opening{state_, key(), &pins, cancel};
    TANBA_TRY(std::unique_ptr<CardSession> session, opening.verifiedSession());
    if (!key().certificate) {
        TANBA_CHECK(findCertificate(*session));
        opening.key = key();
    }
    return std::unique_ptr<keys::KeySession>(
        std::make_unique<CardKeySession>(std::move(opening), std::move(session)));
}

} // namespace

std::unique_ptr<keys::SigningKey> cardSigningKey(std::shared_ptr<CardState> state, std::size_t index) {
    return std::make_unique<CardSigningKey>(std::move(state), index);
}

} // namespace tanba::card
