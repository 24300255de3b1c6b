// Keys at work for questions: opened for one, or lent for a series. consent_desk.cpp is about the questions.
#include "app/gui/consent/consent_desk.h"
#include "app/gui/consent/key_drive.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/keys/key_look.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

using service::ConsentQuestion;
using service::SeriesEnd;

namespace {

bool mayRunInSeries(const SigningKeyOption& option) {
    return guidance::treatmentFor(option.ownership).series == guidance::Permitted::Yes;
}

ConsentEvent::Kind kindOf(const ConsentQuestion& question) {
    return isLogin(question) ? ConsentEvent::Kind::SignedLogin : ConsentEvent::Kind::Signed;
}

} // namespace

bool GuiConsentDesk::opensAnew() const {
    return question() != nullptr && isProbableLogin(*question());
}

/// key(), when it is the one that the person saw: what was learned meanwhile may have brought another one to
/// the front, and nobody agreed to that one.
std::optional<SigningKeyOption> GuiConsentDesk::stillShown(const SigningKeyOption& shown) {
    if (stage_ != Stage::Asking || question() == nullptr)
        return std::nullopt;
    const std::optional<ConsentKey> now = key();
    if (isStill(now, shown))
        return now->option;
    emit changed();
    return std::nullopt;
}

void GuiConsentDesk::openKey(const SigningKeyOption& shown, SecretBytes password) {
    const std::optional<SigningKeyOption> chosen = stillShown(shown);
    if (!chosen || chosen->onCard())
        return;
    chosenKey_ = *chosen; // what is learned of it must not bring another key to the front
    setStage(Stage::Opening);
    running_ = lookAtKeyFile(sources_.tasks, sources_.files, sources_.shelf, this, chosen->file,
                             std::move(password), [this](const Outcome& looked) {
                                 running_.reset();
                                 setStage(Stage::Asking);
                                 if (looked.ok())
                                     emit keyLooked();
                                 else
                                     emit keyRefused(looked.failure());
                             });
}

bool GuiConsentDesk::cancelOpening() {
    if (stage_ != Stage::Opening)
        return false;
    letGoOfKey();
    setStage(Stage::Asking);
    return true;
}

void GuiConsentDesk::letGoOfKey() {
    if (const auto running = std::exchange(running_, nullptr))
        running->cancel();
    pinOnReader_ = false;
    const auto opening = std::exchange(opening_, std::nullopt);
    if (!opening)
        return;
    opening->pins->giveUp(); // a secret that is not under way yet stays here
    opening->key->close();   // nobody may be left to do it when it has opened
    // Nobody hears any more whether its PIN was wrong, and a wrong one must not be sent again.
    if (opening->option.onCard())
        unlock_.lock(opening->option);
}

std::shared_ptr<SigningPins> GuiConsentDesk::makePins(SecretBytes secret, const Work& of) {
    TaskRunner& tasks = sources_.tasks;
    const QPointer<QObject> self = self_;
    const auto onReader = [this, self, &tasks, key = of.key] {
        tasks.deliver(self, [this, key] {
            if (!opening_ || opening_->key != key)
                return;
            pinOnReader_ = true;
            emit changed();
        });
    };
    const auto again = [this, self, &tasks, id = of.id] {
        tasks.deliver(self, [this, id] {
            if (seriesWork_ && seriesWork_->id == id) {
                seriesWork_->pins->giveUp(); // nobody is there to type it: the series fails
                return;
            }
            const auto work = atWork_.find(id);
            if (work == atWork_.end())
                return;
            pinsWaiting_.push_back(work->second.pins);
            if (pinsWaiting_.size() == 1)
                emit pinWanted();
        });
    };
    return std::make_shared<SigningPins>(std::move(secret), SigningPins::Asking{onReader, again});
}

void GuiConsentDesk::givePin(SecretBytes pin) {
    if (const auto pins = waitingPins()) {
        pins->give(std::move(pin));
        takeOffPins(pins);
    }
}

void GuiConsentDesk::cancelPin() {
    if (const auto pins = waitingPins()) {
        pins->giveUp();
        takeOffPins(pins);
    }
}

std::shared_ptr<SigningPins> GuiConsentDesk::waitingPins() const {
    return pinsWaiting_.empty() ? nullptr : pinsWaiting_.front();
}

/// Whoever waits behind it is next.
void GuiConsentDesk::takeOffPins(const std::shared_ptr<SigningPins>& pins) {
    const bool shown = waitingPins() == pins;
    std::erase(pinsWaiting_, pins);
    if (shown && !pinsWaiting_.empty())
        emit pinWanted();
    emit changed();
}

std::optional<GuiConsentDesk::PinFor> GuiConsentDesk::pinFor() const {
    const auto found =
        std::ranges::find_if(atWork_, [this](const auto& each) { return each.second.pins == waitingPins(); });
    if (found == atWork_.end())
        return std::nullopt;
    const Work& work = found->second;
    // Each row is signed once, one after the other.
    return PinFor{work.question, std::min(work.key->signatures(), work.question->items.size() - 1),
                  work.option};
}

void GuiConsentDesk::sign(const SigningKeyOption& shown, SecretBytes secret, const SigningWish& wish) {
    const std::optional<SigningKeyOption> chosen = stillShown(shown);
    if (!chosen || !chosen->certificate)
        return;
    const bool anew = opensAnew();
    std::optional<SecretBytes> kept = anew ? std::nullopt : unlock_.secretFor(*chosen);
    if (!kept && secret.empty() && unlock_.mayKeep(*chosen)) {
        emit changed(); // it ran out while the person was reading
        return;
    }
    chosenKey_ = *chosen;
    seriesWanted_ = seriesOffered() ? wish.series : 0;
    Work work;
    work.id = question()->id;
    work.connection = question()->caller.connection;
    work.question = question();
    work.option = *chosen;
    work.key = std::make_shared<LentKey>(seriesWanted_ > 0 ? LentFor::Series : LentFor::OneSession);
    work.keepFor = kept || anew ? std::chrono::minutes(0) : wish.keepFor;
    work.everybodyKnows = everybodyKnows(kept ? *kept : secret, *chosen);
    if (work.keepFor.count() > 0 && unlock_.mayKeep(*chosen))
        work.typed = std::make_shared<SecretBytes>(SecretBytes::copyOf(secret.view()));
    work.pins = makePins(kept ? std::move(*kept) : std::move(secret), work);
    work.binding = bindingWith(*question(), *chosen);
    work.kind = kindOf(*question());
    work.caller = question()->caller;
    startOpening(std::move(work));
}

void GuiConsentDesk::startOpening(Work work) {
    using End = Result<std::optional<CardEntry>>;
    opening_ = std::move(work);
    const QPointer<QObject> self = self_;
    TaskRunner& tasks = sources_.tasks;
    running_ = tasks.run<End>(
        this,
        [this, self, &tasks, &files = sources_.files, card = sources_.cards.borrow(opening_->option.cardId),
         option = opening_->option, key = opening_->key, pins = opening_->pins](const WorkControl& control) {
            return withTokenOf(option, card.get(), files, [&](keys::Token& token) {
                key->serve(token, option, *pins, control.cancel, [&](const Outcome& outcome) {
                    tasks.deliver(self, [this, key, outcome] { takeOpened(key, outcome); });
                });
            });
        },
        [this, key = opening_->key](const End& end) {
            if (!end.ok())
                takeOpened(key, end.failure());
            else if (end.value())
                sources_.cards.giveBack(*end.value());
        });
    setStage(Stage::Opening);
}

void GuiConsentDesk::takeOpened(const std::shared_ptr<LentKey>& key, const Outcome& outcome) {
    if (!opening_ || opening_->key != key) {
        key->close(); // the question left meanwhile
        return;
    }
    Work work = std::move(*std::exchange(opening_, std::nullopt));
    running_.reset();
    if (!outcome.ok()) {
        pinOnReader_ = false;
        unlock_.lock(work.option); // what was wrong once must not be sent again
        setStage(Stage::Asking);
        emit keyRefused(outcome.failure());
        return;
    }
    rememberKey(*work.option.certificate);
    if (const auto typed = std::exchange(work.typed, nullptr))
        unlock_.keep(work.option, std::move(*typed), work.keepFor);
    service::ConsentAnswer answer;
    answer.session = work.key->session();
    const ConsentEvent::Kind kind = work.kind;
    if (seriesWanted_ > 0)
        beginSeries(work);
    atWork_.insert_or_assign(work.id, std::move(work));
    grant(std::move(answer), kind);
}

void GuiConsentDesk::takeFinished(service::ConsentId id, const Outcome& outcome) {
    const auto found = atWork_.find(id);
    if (found == atWork_.end())
        return;
    const Work work = std::move(found->second);
    atWork_.erase(found);
    if (std::ranges::find(pinsWaiting_, work.pins) != pinsWaiting_.end()) {
        work.pins->giveUp();
        takeOffPins(work.pins);
    }
    if (outcome.ok()) {
        if (isLogin(*work.question) && waitingKey_.waitsFor(work.caller.origin, now()))
            waitingKey_.stop(); // it waited for one login
        emit signedFor(work.question, *work.option.certificate);
        if (work.everybodyKnows)
            emit knownSecretUsed(work.option);
        if (work.binding)
            history_.signedOne(*work.binding);
        if (seriesWork_ && seriesWork_->key == work.key && series_->left() == 0)
            endSeries(SeriesEnd::CountReached);
        return;
    }
    tell(ConsentEvent::Kind::Failed, work.caller, outcome.failure());
    if (seriesWork_ && seriesWork_->key == work.key)
        endSeries(SeriesEnd::Failed);
}

void GuiConsentDesk::takeConnectionClosed(service::ConnectionId connection) {
    history_.connectionClosed(connection);
    if (refusalWaiting_ && refusalWaiting_->caller.connection == connection)
        refusalWaiting_.reset();
    for (auto each = atWork_.begin(); each != atWork_.end();) {
        if (each->second.connection != connection) {
            ++each;
            continue;
        }
        const std::shared_ptr<SigningPins> pins = each->second.pins;
        each = atWork_.erase(each);
        pins->giveUp(); // nobody waits for the signature any more
        takeOffPins(pins);
    }
    if (seriesWork_ && seriesWork_->connection == connection)
        endSeries(SeriesEnd::ConnectionClosed);
}

std::optional<service::SeriesBinding> GuiConsentDesk::bindingWith(const ConsentQuestion& question,
                                                                  const SigningKeyOption& option) const {
    if (!option.certificate)
        return std::nullopt;
    return service::seriesBinding(question, viewOf(fingerprintOf(*option.certificate)),
                                  mayRunInSeries(option) ? service::KeyOwner::Myself
                                                         : service::KeyOwner::SomebodyElse);
}

bool GuiConsentDesk::seriesOffered() const {
    const std::optional<ConsentKey> chosen = key();
    if (question() == nullptr || !chosen || (series_ && !series_->ended()))
        return false;
    const auto binding = bindingWith(*question(), chosen->option);
    return binding && history_.mayOffer(*binding);
}

/// @returns whether the running series covered it.
bool GuiConsentDesk::takeInSeries(const Asked& asked) {
    if (!seriesWork_)
        return false;
    const ConsentQuestion& question = *asked.question;
    const auto binding = bindingWith(question, seriesWork_->option);
    if (!series_->take(question.caller.connection, binding, question.items.size())) {
        if (series_->ended())
            endSeries(*series_->ended());
        return false;
    }
    Work work = *seriesWork_;
    work.id = question.id;
    work.question = asked.question;
    work.binding = binding;
    atWork_.insert_or_assign(work.id, work);
    service::ConsentAnswer answer;
    answer.kind = service::ConsentAnswer::Kind::Granted;
    answer.session = work.key->session();
    asked.answer(std::move(answer));
    emit seriesChanged();
    return true;
}

void GuiConsentDesk::beginSeries(const Work& work) {
    series_.emplace(*work.binding, std::exchange(seriesWanted_, 0), sources_.clock);
    seriesWork_ = work;
    seriesDrive_ = driveOf(work.option, sources_.drives.drives());
    seriesTimer_.start();
    emit seriesChanged();
}

void GuiConsentDesk::endSeries(SeriesEnd why) {
    if (!seriesWork_)
        return;
    series_->end(why);
    seriesTimer_.stop();
    const Work work = *std::exchange(seriesWork_, std::nullopt);
    work.pins->giveUp();
    work.key->close();
    emit seriesChanged();
}

void GuiConsentDesk::endSeriesOf(service::ConnectionId connection) {
    if (seriesWork_ && seriesWork_->connection == connection)
        endSeries(SeriesEnd::OtherRequest);
}

/// The card or the drive that the key of a series lies on may have been taken out.
void GuiConsentDesk::lookAtToken() {
    if (!seriesWork_)
        return;
    const CardEntry* card = sources_.cards.find(seriesWork_->option.cardId);
    const auto drives = sources_.drives.drives();
    const bool gone = seriesWork_->option.onCard()
                          ? card == nullptr || !card->there()
                          : !seriesDrive_.empty() && std::ranges::find(drives, seriesDrive_) == drives.end();
    if (gone)
        endSeries(SeriesEnd::TokenGone);
}

void GuiConsentDesk::stopSeries() {
    endSeries(SeriesEnd::Stopped);
}

void GuiConsentDesk::forgetEndedSeries() {
    if (!seriesWork_ && std::exchange(series_, std::nullopt))
        emit seriesChanged();
}

} // namespace tanba::gui
