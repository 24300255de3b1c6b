#include "app/gui/consent/consent_desk.h"

#include "app/gui/keys/key_work.h"
#include "app/service/consent/caller_site.h"
#include "core/guidance/portals.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <utility>

// The questions: how they come, wait, are answered and leave. consent_desk_key.cpp is about keys and series.
namespace tanba::gui {

using service::ConsentAnswer;
using service::ConsentQuestion;
using service::RememberedKey;

std::string siteOf(const service::Caller& caller) {
    return service::callerSite(caller);
}

GuiConsentDesk::GuiConsentDesk(ConsentSources sources)
    : sources_(std::move(sources)), self_(this),
      unlock_({sources_.session, sources_.drives, sources_.cards, sources_.steady}),
      memory_(std::make_shared<service::OriginMemory>(sources_.files, sources_.memory)) {
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, &GuiConsentDesk::next);
    seriesTimer_.setInterval(1000);
    connect(&seriesTimer_, &QTimer::timeout, this, [this] {
        series_->tick();
        if (series_->ended())
            endSeries(*series_->ended());
        else
            emit seriesChanged();
    });
    connect(&sources_.session, &platform::SessionWatch::locked, this,
            [this] { endSeries(service::SeriesEnd::Locked); });
    connect(&sources_.session, &platform::SessionWatch::suspending, this,
            [this] { endSeries(service::SeriesEnd::Suspended); });
    connect(&sources_.drives, &platform::DriveSource::changed, this, &GuiConsentDesk::lookAtToken);
    connect(&sources_.cards, &CardShelf::cardsChanged, this, [this] {
        noteTokens();
        lookAtToken();
        emit changed();
    });
    connect(&sources_.shelf, &KeyShelf::changed, this, &GuiConsentDesk::changed);
    connect(&sources_.person, &PersonBook::changed, this, &GuiConsentDesk::changed);
    connect(&unlock_, &KeyUnlock::changed, this, &GuiConsentDesk::changed);
    noteTokens();
    using Choices = std::vector<RememberedKey>;
    sources_.tasks.runInOrder<Choices>(
        this, [memory = memory_] { return memory->list(); },
        [this](Choices choices) {
            choices_ = std::move(choices);
            emit changed(); // another key may come to the front
            emit choicesChanged();
        });
}

GuiConsentDesk::~GuiConsentDesk() {
    letGo();
}

void GuiConsentDesk::letGo() {
    const auto close = [](const Work& work) {
        work.pins->giveUp();
        work.key->close();
    };
    if (opening_) {
        running_->cancel();
        close(*opening_);
    }
    if (seriesWork_)
        close(*seriesWork_);
    for (const auto& [id, work] : atWork_)
        close(work);
    unlock_.lockAll();
}

void GuiConsentDesk::ask(std::shared_ptr<const ConsentQuestion> question,
                         std::function<void(ConsentAnswer)> answer) {
    sources_.tasks.deliver(self_, [this, question = std::move(question), answer = std::move(answer)] {
        take({question, answer, {}});
    });
}

void GuiConsentDesk::withdraw(service::ConsentId id) {
    sources_.tasks.deliver(self_, [this, id] { takeWithdrawal(id); });
}

void GuiConsentDesk::finished(service::ConsentId id, const Outcome& outcome) {
    sources_.tasks.deliver(self_, [this, id, outcome] { takeFinished(id, outcome); });
}

void GuiConsentDesk::connectionClosed(service::ConnectionId connection) {
    sources_.tasks.deliver(self_, [this, connection] { takeConnectionClosed(connection); });
}

void GuiConsentDesk::refused(const service::RefusalNotice& notice) {
    sources_.tasks.deliver(self_, [this, notice] { takeRefusal(notice); });
}

void GuiConsentDesk::missingModule(const service::Caller& caller, const std::string& module) {
    sources_.tasks.deliver(self_, [this, caller, module] {
        tell(ConsentEvent::Kind::MissingModule, caller, {}, module);
        endSeriesOf(caller.connection);
    });
}

std::vector<std::string> GuiConsentDesk::activeTokenKinds() {
    const std::lock_guard lock(tokensMutex_);
    return tokenKinds_;
}

std::optional<service::ConsentId> GuiConsentDesk::shownQuestion() const {
    const service::ConsentId id = shownQuestion_;
    return id == 0 ? std::nullopt : std::optional(id);
}

void GuiConsentDesk::noteTokens() {
    std::vector<std::string> kinds;
    for (const CardEntry& entry : sources_.cards.entries()) {
        const std::string kind = storageOf(entry);
        if (entry.there() && !kind.empty() && std::ranges::find(kinds, kind) == kinds.end())
            kinds.push_back(kind);
    }
    const std::lock_guard lock(tokensMutex_);
    tokenKinds_ = std::move(kinds);
}

void GuiConsentDesk::tell(ConsentEvent::Kind kind, const service::Caller& caller,
                          std::optional<Failure> failure, std::string module) {
    emit happened({kind, sources_.clock.now(), caller, std::move(failure), std::move(module)});
}

void GuiConsentDesk::setStage(Stage stage) {
    stage_ = stage;
    emit changed();
}

std::shared_ptr<const ConsentQuestion> GuiConsentDesk::question() const {
    return current_ ? current_->question : nullptr;
}

const service::RefusalNotice* GuiConsentDesk::refusal() const {
    return current_ && current_->refusal ? &*current_->refusal : nullptr;
}

const service::Caller* GuiConsentDesk::caller() const {
    return current_ ? &current_->caller() : nullptr;
}

void GuiConsentDesk::take(Asked asked) {
    if (takeInSeries(asked))
        return;
    queue_.push_back(std::move(asked));
    next();
}

void GuiConsentDesk::takeRefusal(const service::RefusalNotice& notice) {
    tell(ConsentEvent::Kind::Refused, notice.caller, notice.reason);
    endSeriesOf(notice.caller.connection);
    const bool login = notice.reason.code == FailureCode::LoginForOtherOrigin ||
                       notice.reason.code == FailureCode::LoginNeedsOrigin;
    const std::string site = siteOf(notice.caller);
    const bool shown = refusal() != nullptr && siteOf(refusal()->caller) == site;
    // One explanation is enough: of any number of sites one waits, the others are only told in a line.
    if (!login || shown || refusalWaiting_ || allowedAt(notice.caller) > now())
        return;
    refusalWaiting_ = notice;
    next();
}

void GuiConsentDesk::takeWithdrawal(service::ConsentId id) {
    if (current_ && current_->question && current_->question->id == id) {
        leave(ConsentEvent::Kind::Withdrawn);
        return;
    }
    const auto waiting = std::ranges::find_if(
        queue_, [id](const Asked& each) { return each.question && each.question->id == id; });
    if (waiting == queue_.end())
        return;
    pace_.withdrawnUnseen(siteOf(waiting->caller()), now());
    queue_.erase(waiting);
    next();
}

void GuiConsentDesk::showNow(Asked next) {
    current_ = std::move(next);
    shownQuestion_ = current_->question ? current_->question->id : 0;
    chosenKey_ = current_->question ? waitingKey_.keyFor(*current_->question, now()) : std::nullopt;
    chains_.clear();
    setStage(Stage::Asking);
    emit asked();
}

AskingPace::Moment GuiConsentDesk::allowedAt(const service::Caller& caller) const {
    const bool known = caller.origin && guidance::portalByOrigin(*caller.origin) != nullptr;
    return pace_.allowedAt(siteOf(caller),
                           known ? AskingPace::Asker::KnownPortal : AskingPace::Asker::Stranger);
}

/// Shows the first question whose site may ask now, when nothing else is shown; or else the refusal.
void GuiConsentDesk::next() {
    next_.stop();
    if (!current_) {
        const auto allowed = std::ranges::find_if(
            queue_, [this](const Asked& each) { return allowedAt(each.caller()) <= now(); });
        if (allowed != queue_.end()) {
            Asked first = std::move(*allowed);
            queue_.erase(allowed);
            showNow(std::move(first));
            return;
        }
        const auto refusal = std::exchange(refusalWaiting_, std::nullopt);
        // One whose site has to be quiet by now stays a line on Home.
        if (refusal && allowedAt(refusal->caller) <= now()) {
            showNow({nullptr, nullptr, *refusal});
            return;
        }
        if (!queue_.empty()) {
            auto soonest = allowedAt(queue_.front().caller());
            for (const Asked& each : queue_)
                soonest = std::min(soonest, allowedAt(each.caller()));
            next_.start(soonest - now());
        }
    }
    emit changed();
}

std::optional<service::Caller> GuiConsentDesk::quiet() const {
    if (current_ || queue_.empty())
        return std::nullopt;
    return queue_.front().caller();
}

void GuiConsentDesk::showQuiet() {
    if (const auto caller = quiet()) {
        pace_.granted(siteOf(*caller));
        next();
    }
}

/// What is shown goes away without a consent.
void GuiConsentDesk::leave(ConsentEvent::Kind how) {
    letGoOfKey();
    const Asked left = std::move(*current_);
    current_.reset();
    shownQuestion_ = 0;
    pace_.endedWithoutConsent(siteOf(left.caller()), now());
    if (left.question)
        tell(how, left.caller());
    if (left.answer && how == ConsentEvent::Kind::Cancelled)
        left.answer({});
    stage_ = Stage::Idle;
    next();
    if (!current_)
        emit quietNow();
}

void GuiConsentDesk::cancel() {
    if (current_)
        leave(ConsentEvent::Kind::Cancelled);
}

void GuiConsentDesk::grant(ConsentAnswer answer, ConsentEvent::Kind kind) {
    const Asked granted = std::move(*current_);
    current_.reset();
    shownQuestion_ = 0;
    pinOnReader_ = false;
    pace_.granted(siteOf(granted.caller()));
    tell(kind, granted.caller());
    answer.kind = ConsentAnswer::Kind::Granted;
    granted.answer(std::move(answer));
    stage_ = Stage::Idle;
    next();
    if (!current_)
        emit quietNow();
}

void GuiConsentDesk::giveFile(const std::filesystem::path& file) {
    if (question() == nullptr)
        return;
    ConsentAnswer answer;
    answer.file = file;
    grant(std::move(answer), ConsentEvent::Kind::File);
}

void GuiConsentDesk::showIdentity(const SigningKeyOption& shown) {
    const std::optional<SigningKeyOption> chosen = stillShown(shown);
    if (!chosen || !chosen->certificate)
        return;
    rememberKey(*chosen->certificate);
    ConsentAnswer answer;
    answer.certificate = chosen->certificate;
    grant(std::move(answer), ConsentEvent::Kind::Identity);
}

RememberedKey::Use GuiConsentDesk::useNow() const {
    const bool login = asksForLogin(*question()) || question()->key.use == service::KeyWish::Use::Login;
    return login ? RememberedKey::Use::Login : RememberedKey::Use::Signing;
}

std::string GuiConsentDesk::rememberedKey(const std::optional<std::string>& origin,
                                          RememberedKey::Use use) const {
    const auto known = std::ranges::find_if(choices_, [&](const RememberedKey& each) {
        return origin && each.origin == *origin && each.use == use;
    });
    return known == choices_.end() ? std::string() : known->certificate;
}

void GuiConsentDesk::rememberKey(const keys::Certificate& certificate) {
    const auto& origin = current_->caller().origin;
    const auto ownership = sources_.person.ownershipOf(keys::kzProfile(certificate).owner);
    if (!origin || ownership != guidance::KeyOwnership::Mine || !mayBeRemembered(*question()))
        return; // rules 2, 3 and 7
    const RememberedKey choice{*origin, useNow(), fingerprintOf(certificate), sources_.clock.now()};
    std::erase_if(choices_, [&choice](const RememberedKey& each) {
        return each.origin == choice.origin && each.use == choice.use;
    });
    choices_.insert(choices_.begin(), choice);
    // What could not be written down holds until the program ends: only the order of a list depends on it.
    sources_.tasks.runInOrder<Outcome>(
        this, [memory = memory_, choice] { return memory->remember(choice); }, [](const Outcome&) {});
    emit choicesChanged();
}

void GuiConsentDesk::forgetChoices() {
    choices_.clear();
    sources_.tasks.runInOrder<Outcome>(
        this, [memory = memory_] { return memory->eraseAll(); }, [](const Outcome&) {});
    emit choicesChanged();
}

std::vector<ConsentKey> GuiConsentDesk::keys() const {
    if (question() == nullptr)
        return {};
    return consentKeys({sources_.shelf, sources_.cards, sources_.person, sources_.national}, *question(),
                       rememberedKey(question()->caller.origin, useNow()), chains_);
}

std::vector<ConsentKey> GuiConsentDesk::loginKeys(const std::string& origin) const {
    ConsentQuestion login;
    login.key.use = service::KeyWish::Use::Login;
    ChainMemory chains;
    return consentKeys({sources_.shelf, sources_.cards, sources_.person, sources_.national}, login,
                       rememberedKey(origin, RememberedKey::Use::Login), chains);
}

std::optional<ConsentKey> GuiConsentDesk::key() const {
    return chosenOrFirst(keys(), chosenKey_);
}

void GuiConsentDesk::chooseKey(const SigningKeyOption& option) {
    chosenKey_ = option;
    emit changed();
}

void GuiConsentDesk::awaitLogin(std::vector<std::string> origins, const SigningKeyOption& key) {
    waitingKey_.wait(std::move(origins), key, now());
    emit changed();
}

void GuiConsentDesk::stopAwaiting() {
    waitingKey_.stop();
    emit changed();
}

} // namespace tanba::gui
