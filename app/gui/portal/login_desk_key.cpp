// The key of a login: which one, whose it is, and its one signature. login_desk.cpp is about the rest.
#include "app/gui/documents/key_opening.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/keys/key_look.h"
#include "app/gui/portal/login_desk.h"

#include <utility>

namespace tanba::gui {

namespace {

using portal::Stage;

/// A key that makes one signature and is closed at once: a card must not be held while the portal thinks.
class OneSignature : public keys::KeySession {
  public:
    explicit OneSignature(std::unique_ptr<keys::KeySession> key)
        : certificate_(key->certificate()), key_(std::move(key)) {}

    const keys::Certificate& certificate() const override { return certificate_; }
    Result<Bytes> sign(const crypto::Digest& digest) override {
        if (!key_)
            return fail(FailureCode::Internal, "a login is signed once");
        Result<Bytes> value = key_->sign(digest);
        key_.reset();
        return value;
    }

  private:
    keys::Certificate certificate_;
    std::unique_ptr<keys::KeySession> key_;
};

struct SignEnd {
    Outcome outcome = Done{};
    bool opened = false;            ///< the key; without it the portal has seen no signature
    std::optional<CardEntry> after; ///< of a card
};

struct SignMeans {
    SigningKeyOption option;
    std::shared_ptr<OpenCard> card; ///< null for a key file
    FileStore& files;
    std::shared_ptr<SigningPins> pins;
    std::shared_ptr<CancelGate> gate;
    /// How far it is, told on the working thread.
    std::function<void(LoginDesk::Work)> at;
};

SignEnd signLogin(portal::Login& login, const SignMeans& means, const WorkControl& control) {
    SignEnd end;
    // A second try with the same challenge: the key or the card did not do at first.
    if (login.view().stage == Stage::Described)
        end.outcome = login.begin(portal::Format::XmlDsig, control);
    if (!end.outcome.ok())
        return end;
    means.at(LoginDesk::Work::OpeningKey);
    const auto work = [&](keys::Token& token) -> Outcome {
        TANBA_TRY(std::unique_ptr<keys::KeySession> key,
                  openWantedKey(token, means.option, *means.pins, *means.gate, control.cancel));
        end.opened = true;
        means.at(LoginDesk::Work::Signing);
        OneSignature session(std::move(key));
        return login.sign(session, control);
    };
    auto after = withTokenOf(means.option, means.card.get(), means.files,
                             [&](keys::Token& token) { end.outcome = work(token); });
    if (after.ok())
        end.after = std::move(after).value();
    else
        end.outcome = after.failure();
    return end;
}

} // namespace

std::vector<ConsentKey> LoginDesk::keys() {
    const ConsentKeySources sources{sources_.shelf, sources_.cards, sources_.person, {}};
    return consentKeys(sources, *question_, {}, chains_);
}

std::optional<ConsentKey> LoginDesk::key() {
    return chosenOrFirst(keys(), chosenKey_);
}

void LoginDesk::chooseKey(const SigningKeyOption& option) {
    chosenKey_ = option;
    emit changed();
}

void LoginDesk::openKey(SecretBytes password) {
    const std::optional<ConsentKey> chosen = key();
    if (!login_ || busy() || !chosen || chosen->option.onCard())
        return;
    chosenKey_ = chosen->option; // what is learned of it must not bring another key to the front
    work_ = Work::OpeningKey;
    failure_.reset();
    running_ = lookAtKeyFile(sources_.tasks, sources_.files, sources_.shelf, this, chosen->option.file,
                             std::move(password), [this](const Outcome& looked) {
                                 work_ = Work::None;
                                 running_.reset();
                                 emit changed();
                                 if (looked.ok())
                                     emit keyLooked();
                                 else
                                     emit keyRefused(looked.failure());
                             });
    emit changed();
}

/// key(), when it is the one that the person saw.
std::optional<SigningKeyOption> LoginDesk::stillShown(const SigningKeyOption& shown) {
    const std::optional<ConsentKey> now = key();
    if (isStill(now, shown))
        return now->option;
    emit changed();
    return std::nullopt;
}

bool LoginDesk::cancelOpening() {
    if (work_ != Work::OpeningKey || (gate_ && !gate_->cancel()))
        return false;
    running_->cancel();
    running_.reset();
    gate_.reset();
    if (const auto pins = std::exchange(pins_, nullptr))
        pins->giveUp(); // a secret that is not under way yet stays here
    work_ = Work::None;
    pinOnReader_ = false;
    takeView();
    emit changed();
    return true;
}

std::shared_ptr<SigningPins> LoginDesk::makePins(SecretBytes secret,
                                                 const std::shared_ptr<CancelGate>& gate) {
    TaskRunner& tasks = sources_.tasks;
    const QPointer<QObject> self(this);
    const auto onReader = [this, self, gate, &tasks] {
        tasks.deliver(self, [this, gate] {
            if (gate != gate_)
                return;
            pinOnReader_ = true;
            emit changed();
        });
    };
    // One signature needs the secret once: a token that wants it again is told that nobody types it.
    const auto again = [this, self, gate, &tasks] {
        tasks.deliver(self, [this, gate] {
            if (gate == gate_)
                pins_->giveUp();
        });
    };
    return std::make_shared<SigningPins>(std::move(secret), SigningPins::Asking{onReader, again});
}

void LoginDesk::sign(const SigningKeyOption& shown, SecretBytes secret) {
    const bool ready = view_.stage == Stage::Described || view_.stage == Stage::ChallengeIssued;
    const std::optional<SigningKeyOption> chosen = stillShown(shown);
    if (!login_ || busy() || !ready || !chosen || !chosen->certificate)
        return;
    chosenKey_ = chosen;
    const bool known = everybodyKnows(secret, *chosen);
    const auto gate = std::make_shared<CancelGate>();
    gate_ = gate;
    pins_ = makePins(std::move(secret), gate);
    work_ = Work::Signing;
    failure_.reset();
    const QPointer<QObject> self(this);
    const auto at = [this, self, gate, &tasks = sources_.tasks](Work work) {
        tasks.deliver(self, [this, gate, work] {
            if (gate != gate_)
                return;
            work_ = work;
            emit changed();
        });
    };
    const SignMeans means{*chosen, sources_.cards.borrow(chosen->cardId), sources_.files, pins_, gate, at};
    running_ = sources_.tasks.run<SignEnd>(
        this,
        [login = login_, means](const WorkControl& control) { return signLogin(*login, means, control); },
        [this, gate, key = *chosen, known](const SignEnd& end) {
            if (end.after)
                sources_.cards.giveBack(*end.after);
            if (known && end.opened)
                emit knownSecretUsed(key);
            if (gate != gate_)
                return; // the login was left meanwhile, or the key let go of
            work_ = Work::None;
            running_.reset();
            gate_.reset();
            pins_.reset();
            pinOnReader_ = false;
            takeView();
            const bool ofKey = !end.outcome.ok() && view_.stage == Stage::ChallengeIssued;
            if (!ofKey)
                takeOutcome(end.outcome);
            emit changed();
            if (ofKey)
                emit keyRefused(end.outcome.failure());
        });
    emit changed();
}

} // namespace tanba::gui
