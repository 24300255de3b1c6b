#include "app/gui/documents/key_opening.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/keys/key_look.h"
#include "app/gui/mobile/mobile_desk.h"
#include "core/portal/mobile/signing.h"

#include <utility>

// The key of a signing by QR code: which one, whose it is, and what it signs.
namespace tanba::gui {

namespace mobile = portal::mobile;

struct MobileDesk::WorkMeans {
    MobileSources sources;
    std::string language;
    std::shared_ptr<const mobile::Invitation> invitation;
    std::shared_ptr<const mobile::Offer> offer; ///< null: the login is to be proved
    SigningKeyOption option;
    std::shared_ptr<OpenCard> card; ///< null for a key file
    std::shared_ptr<SigningPins> pins;
    std::shared_ptr<CancelGate> gate;
    std::function<void()> opened; ///< told when the key is open, on the working thread

    Result<std::unique_ptr<keys::KeySession>> openKey(keys::Token& token, WorkEnd& end,
                                                      const WorkControl& control) const;
};

Result<std::unique_ptr<keys::KeySession>> MobileDesk::WorkMeans::openKey(keys::Token& token, WorkEnd& end,
                                                                         const WorkControl& control) const {
    TANBA_TRY(std::unique_ptr<keys::KeySession> session,
              openWantedKey(token, option, *pins, *gate, control.cancel));
    end.opened = true;
    opened();
    return session;
}

/// Keys are judged as for any site that asks: for a login, or for so many documents.
std::shared_ptr<const service::ConsentQuestion> MobileDesk::makeQuestion() const {
    auto question = std::make_shared<service::ConsentQuestion>();
    question->caller.kind = service::Caller::Kind::Browser;
    question->caller.origin = link_->origin();
    if (asksForLogin()) {
        question->key.use = service::KeyWish::Use::Login;
        service::ConsentItem login;
        login.classification.contentClass = sign::ContentClass::Login;
        question->items.push_back(std::move(login));
        return question;
    }
    for (const mobile::OfferedDocument& document : offer_->documents()) {
        service::ConsentItem item;
        item.content = document.content;
        item.size = document.content->size();
        question->items.push_back(std::move(item));
    }
    return question;
}

std::vector<ConsentKey> MobileDesk::keys() {
    if (!question_)
        return {};
    const ConsentKeySources sources{sources_.shelf, sources_.cards, sources_.person, {}};
    return consentKeys(sources, *question_, {}, chains_);
}

std::optional<ConsentKey> MobileDesk::key() {
    return chosenOrFirst(keys(), chosenKey_);
}

void MobileDesk::chooseKey(const SigningKeyOption& option) {
    chosenKey_ = option;
    emit changed();
}

void MobileDesk::openKey(SecretBytes password) {
    const std::optional<ConsentKey> chosen = key();
    if (stage_ == Stage::Working || openingKey_ || !chosen || chosen->option.onCard())
        return;
    chosenKey_ = chosen->option; // what is learned of it must not bring another key to the front
    openingKey_ = true;
    failure_.reset();
    running_ = lookAtKeyFile(sources_.tasks, sources_.files, sources_.shelf, this, chosen->option.file,
                             std::move(password), [this](const Outcome& looked) {
                                 running_.reset();
                                 openingKey_ = false;
                                 emit changed();
                                 if (looked.ok())
                                     emit keyLooked();
                                 else
                                     emit keyRefused(looked.failure());
                             });
    emit changed();
}

bool MobileDesk::cancelOpening() {
    if (!openingKey_ || (gate_ && !gate_->cancel()))
        return false;
    letGo();
    setStage(stageOfQuestion());
    return true;
}

/// key(), when it is the one that the person saw.
std::optional<SigningKeyOption> MobileDesk::stillShown(const SigningKeyOption& shown) {
    const std::optional<ConsentKey> now = key();
    if (isStill(now, shown))
        return now->option;
    emit changed();
    return std::nullopt;
}

std::shared_ptr<SigningPins> MobileDesk::makePins(SecretBytes secret) {
    TaskRunner& tasks = sources_.tasks;
    const QPointer<QObject> self(this);
    const auto tell = [this, self, &tasks](bool MobileDesk::*what) {
        return [this, self, &tasks, what, generation = generation_] {
            tasks.deliver(self, [this, what, generation] {
                if (generation != generation_)
                    return;
                this->*what = true;
                emit changed();
            });
        };
    };
    return std::make_shared<SigningPins>(
        std::move(secret),
        SigningPins::Asking{tell(&MobileDesk::pinOnReader_), tell(&MobileDesk::waitsForPin_)});
}

void MobileDesk::givePin(SecretBytes pin) {
    if (!waitsForPin_ || !pins_)
        return;
    waitsForPin_ = false;
    pins_->give(std::move(pin));
    emit changed();
}

Outcome MobileDesk::prove(const WorkMeans& means, keys::Token& token, WorkEnd& end,
                          const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<keys::KeySession> session, means.openKey(token, end, control));
    TANBA_TRY(const std::unique_ptr<HttpTransport> http, means.sources.network());
    const mobile::VisitMeans visit{*http, means.sources.clock, mobile::SigningHosts::builtIn(),
                                   means.language};
    TANBA_TRY(mobile::Offer offer, mobile::fetchOffer(*means.invitation, visit, session.get(), control));
    end.offer = std::make_shared<const mobile::Offer>(std::move(offer));
    return Done{};
}

Result<Bytes> MobileDesk::sign(const WorkMeans& means, keys::Token& token, WorkEnd& end,
                               const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<keys::KeySession> session, means.openKey(token, end, control));
    return mobile::signOffer(*means.offer, means.invitation->documents, mobile::SigningHosts::builtIn(),
                             *session, means.sources.clock.now(), control);
}

MobileDesk::WorkEnd MobileDesk::work(const WorkMeans& means, const WorkControl& control) {
    WorkEnd end;
    Result<Bytes> answer = Bytes();
    auto after = withTokenOf(means.option, means.card.get(), means.sources.files, [&](keys::Token& token) {
        if (means.offer)
            answer = sign(means, token, end, control);
        else
            end.outcome = prove(means, token, end, control);
    });
    if (after.ok())
        end.after = std::move(after).value();
    else
        end.outcome = after.failure();
    if (!means.offer || !end.outcome.ok())
        return end;
    // The card is free again before the site is waited for.
    const auto send = [&]() -> Outcome {
        TANBA_TRY(Bytes body, std::move(answer));
        TANBA_TRY(const std::unique_ptr<HttpTransport> http, means.sources.network());
        return mobile::sendSigned(
            *means.invitation, std::move(body),
            {*http, means.sources.clock, mobile::SigningHosts::builtIn(), means.language}, control);
    };
    end.outcome = send();
    return end;
}

void MobileDesk::consent(const SigningKeyOption& shown, SecretBytes secret) {
    if ((stage_ != Stage::Proving && stage_ != Stage::Offered) || openingKey_)
        return;
    const std::optional<SigningKeyOption> option = stillShown(shown);
    if (!option || !option->certificate)
        return;
    chosenKey_ = option;
    failure_.reset();
    pinOnReader_ = waitsForPin_ = false;
    const bool known = everybodyKnows(secret, *option);
    pins_ = makePins(std::move(secret));
    gate_ = std::make_shared<CancelGate>();
    openingKey_ = true;
    const QPointer<QObject> self(this);
    const auto opened = [this, self, generation = generation_, &tasks = sources_.tasks] {
        tasks.deliver(self, [this, generation] {
            if (generation != generation_)
                return;
            openingKey_ = false;
            emit changed();
        });
    };
    const WorkMeans means{sources_,    sources_.language(),
                          invitation_, offer_,
                          *option,     sources_.cards.borrow(option->cardId),
                          pins_,       gate_,
                          opened};
    running_ = sources_.tasks.run<WorkEnd>(
        this, [means](const WorkControl& control) { return work(means, control); },
        [this, generation = generation_, key = *option, known](WorkEnd end) {
            if (end.after)
                sources_.cards.giveBack(*end.after);
            if (known && end.opened)
                emit knownSecretUsed(key);
            if (generation == generation_)
                takeEnd(std::move(end));
        });
    setStage(Stage::Working);
}

void MobileDesk::takeEnd(WorkEnd end) {
    running_.reset();
    pins_.reset();
    gate_.reset();
    openingKey_ = pinOnReader_ = waitsForPin_ = false;
    const Stage before = stageOfQuestion();
    if (!end.outcome.ok() && !end.opened) {
        setStage(before);
        emit keyRefused(end.outcome.failure());
        return;
    }
    if (!end.outcome.ok()) {
        stopWith(end.outcome.failure(), before);
        return;
    }
    if (offer_) {
        setStage(Stage::Done);
        return;
    }
    offer_ = std::move(end.offer);
    chosenKey_.reset(); // a login key seldom signs documents
    chains_.clear();
    question_ = makeQuestion();
    setStage(Stage::Offered);
}

} // namespace tanba::gui
