#include "app/gui/portal/login_desk.h"

#include "app/handover/loopback_link.h"
#include "app/platform/data_folder.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

namespace {

using portal::QrPhase;
using portal::Stage;

/// Between two tries when the portal could not be reached.
constexpr std::chrono::seconds kAfterTrouble{5};

/// A login asks for a key as a site does that wants one; which site it is plays no part in that.
std::shared_ptr<const service::ConsentQuestion> loginQuestion() {
    auto question = std::make_shared<service::ConsentQuestion>();
    question->kind = service::ConsentQuestion::Kind::Sign;
    question->key.use = service::KeyWish::Use::Login;
    question->format = service::ConsentFormat::Xml;
    service::ConsentItem item;
    item.classification.contentClass = sign::ContentClass::Login;
    question->items.push_back(std::move(item));
    return question;
}

/// Stands where the network could not be made, and says so.
class NoNetwork : public HttpTransport {
  public:
    explicit NoNetwork(Failure reason) : reason_(std::move(reason)) {}
    Result<HttpAnswer> send(const HttpRequest&, const WorkControl&) override { return reason_; }

  private:
    Failure reason_;
};

std::unique_ptr<HttpTransport> networkOf(const LoginSources& sources) {
    auto network = sources.network();
    if (network.ok())
        return std::move(network).value();
    return std::make_unique<NoNetwork>(network.failure());
}

/// A login with the network that it uses.
struct LoginOnNetwork {
    LoginOnNetwork(const LoginSources& sources, const LoginPortal& portal)
        : http(networkOf(sources)),
          login({*http, sources.clock, sources.files, sources.folder / portal::kResumeRecordName},
                portal.origin, portal.source) {}

    std::unique_ptr<HttpTransport> http;
    portal::Login login;
};

portal::ResumeRecord copyOf(const portal::ResumeRecord& record) {
    return {record.origin, record.loginId, record.expires, SecretBytes::copyOf(record.codeVerifier.view())};
}

} // namespace

LoginDesk::LoginDesk(LoginSources sources)
    : sources_(std::move(sources)), question_(loginQuestion()), portalOf_([](const std::string& origin) {
          return LoginPortal{origin, PortalSource::Added, {}};
      }) {
    nextPoll_.setSingleShot(true);
    nextPoll_.setObjectName(QStringLiteral("nextPoll"));
    finishOver_.setSingleShot(true);
    connect(&finishOver_, &QTimer::timeout, this, [this] {
        forgetAddress();
        emit changed();
    });
    connect(&nextPoll_, &QTimer::timeout, this, &LoginDesk::poll);
    connect(&sources_.shelf, &KeyShelf::changed, this, &LoginDesk::changed);
    connect(&sources_.cards, &CardShelf::cardsChanged, this, &LoginDesk::changed);
    connect(&sources_.person, &PersonBook::changed, this, &LoginDesk::changed);
}

/// Whoever ends the program in the middle finds the login again at the next start, while it lives.
LoginDesk::~LoginDesk() {
    if (gate_)
        gate_->cancel();
    for (const auto& token : {running_, polling_})
        if (token)
            token->cancel();
    if (pins_)
        pins_->giveUp();
}

LoginDesk::SharedLogin LoginDesk::makeLogin(const LoginPortal& portal) const {
    const auto made = std::make_shared<LoginOnNetwork>(sources_, portal);
    return {made, &made->login};
}

void LoginDesk::begin(SharedLogin login) {
    leave();
    login_ = std::move(login);
    view_ = {};
    view_.origin = portal_.origin;
    failure_.reset();
    pollTrouble_.reset();
    endTaken_ = false;
    forgetAddress();
}

void LoginDesk::open(const LoginPortal& portal) {
    portal_ = portal;
    chosenKey_.reset();
    record_.reset(); // one login at a time: the portal ends the older one by itself
    unfinished_.reset();
    startAgain();
}

void LoginDesk::startAgain() {
    begin(makeLogin(portal_));
    startWork(Work::Describing,
              [folder = sources_.folder](portal::Login& login, const WorkControl& control) -> Outcome {
                  TANBA_CHECK(platform::makePrivateFolder(folder));
                  return login.describe(control);
              });
}

void LoginDesk::startWork(Work work, Call call, std::function<void(const Outcome&)> done) {
    if (!login_ || busy())
        return;
    work_ = work;
    failure_.reset();
    running_ = sources_.tasks.run<Outcome>(
        this,
        [login = login_, call = std::move(call)](const WorkControl& control) {
            return call(*login, control);
        },
        [this, login = login_, done = std::move(done)](const Outcome& outcome) {
            if (login != login_)
                return; // it was left meanwhile
            work_ = Work::None;
            running_.reset();
            takeView();
            if (done)
                done(outcome);
            else
                takeOutcome(outcome);
            emit changed();
        });
    emit changed();
}

void LoginDesk::takeView() {
    view_ = login_->view();
    if (view_.stage == Stage::Completed && !std::exchange(endTaken_, true))
        takeEnd();
    pollSoon();
}

void LoginDesk::takeOutcome(const Outcome& outcome) {
    if (outcome.ok() || outcome.failure().code == FailureCode::Cancelled)
        return;
    failure_ = outcome.failure();
    ++failures_;
}

/// The ticket lives here until it expires: a browser that did not open is tried once more.
void LoginDesk::takeEnd() {
    using Address = std::shared_ptr<SecretBytes>;
    sources_.tasks.run<Result<Address>>(
        this,
        [login = login_](const WorkControl&) -> Result<Address> {
            TANBA_TRY(SecretBytes address, login->finishAddress());
            return std::make_shared<SecretBytes>(std::move(address));
        },
        [this, login = login_](const Result<Address>& address) {
            if (login != login_)
                return;
            if (address.ok())
                keepAddress(std::move(*address.value()));
            else
                takeOutcome(address.failure());
            emit changed();
            if (address.ok())
                emit completed();
        });
}

/// Not longer than the portal says, and not long where it says nothing or too much.
void LoginDesk::keepAddress(SecretBytes address) {
    finish_ = std::move(address);
    const Time now = sources_.clock.now();
    const Time longest = now + handover::kLongestKept;
    finishUntil_ = std::min(view_.ticketExpiresAt.value_or(longest), longest);
    finishOver_.start(std::max(finishUntil_ - now, std::chrono::seconds(0)));
}

void LoginDesk::forgetAddress() {
    finishOver_.stop();
    link_.reset();
    finish_.clear();
}

Result<std::string> LoginDesk::browserLink() {
    const auto left = finishUntil_ - sources_.clock.now();
    if (left <= std::chrono::seconds(0)) // also where the clock was set, or the computer slept
        forgetAddress();
    if (finish_.empty())
        return fail(FailureCode::PortalLoginGone);
    if (sources_.end == LoginEnd::Demonstration)
        return std::string(asText(finish_.view()));
    if (!link_ || link_->state() != handover::LinkState::Waiting) {
        link_.reset();
        TANBA_TRY(link_, handover::loopbackLink(SecretBytes::copyOf(finish_.view()), left));
    }
    return link_->text();
}

/// Ends what goes on; the portal hears of it beside the windows.
void LoginDesk::leave() {
    nextPoll_.stop();
    if (const auto gate = std::exchange(gate_, nullptr))
        gate->cancel();
    for (auto* token : {&running_, &polling_})
        if (const auto each = std::exchange(*token, nullptr))
            each->cancel();
    if (const auto pins = std::exchange(pins_, nullptr))
        pins->giveUp();
    work_ = Work::None;
    pinOnReader_ = false;
    if (const SharedLogin login = std::exchange(login_, nullptr))
        sources_.tasks.run<Done>(
            this,
            [login](const WorkControl& control) {
                login->cancel(control);
                return Done{};
            },
            [](Done) {});
}

void LoginDesk::cancel() {
    leave();
    forgetAddress();
    failure_.reset();
    view_ = {};
    emit changed();
}

// The second stage.

void LoginDesk::sendCode() {
    startWork(Work::SendingCode,
              [](portal::Login& login, const WorkControl& control) { return login.sendCode(control); });
}

void LoginDesk::postCode(SecretBytes code) {
    auto shared = std::make_shared<SecretBytes>(std::move(code));
    startWork(Work::PostingCode, [shared](portal::Login& login, const WorkControl& control) {
        return login.postCode(std::move(*shared), control);
    });
}

void LoginDesk::startQr() {
    qrNew_ = true;
    startWork(Work::StartingQr,
              [](portal::Login& login, const WorkControl& control) { return login.startQr(control); });
}

bool LoginDesk::qrRuns() const {
    return view_.qr.phase == QrPhase::Shown || view_.qr.phase == QrPhase::Scanned;
}

bool LoginDesk::qrIsAskedAbout() const {
    return qrRuns() && !portal::isOver(view_.stage);
}

void LoginDesk::watchQr(bool watched) {
    qrWatched_ = watched;
    if (watched)
        pollSoon();
    else
        nextPoll_.stop(); // what was asked already may still answer
}

void LoginDesk::pollSoon() {
    if (!login_ || polling_ || nextPoll_.isActive() || !qrWatched_ || !qrIsAskedAbout())
        return;
    // The first question at once: a portal holds it until something changes.
    nextPoll_.start(std::exchange(qrNew_, false) ? std::chrono::seconds(0)
                                                 : pauseBeforePoll(view_.qr, sources_.clock.now()));
}

void LoginDesk::poll() {
    if (!login_ || polling_ || !qrWatched_)
        return;
    polling_ = sources_.tasks.run<Outcome>(
        this, [login = login_](const WorkControl& control) { return login->pollQr(control); },
        [this, login = login_](const Outcome& outcome) {
            if (login == login_)
                takePoll(outcome);
        });
}

/// What a poll has ended is told as a failure. A network that is away for a moment ends nothing: it is
/// pollTrouble(), which takes no focus, and another poll follows: not before the portal wants it.
void LoginDesk::takePoll(const Outcome& outcome) {
    polling_.reset();
    const bool ran = qrIsAskedAbout();
    takeView();
    if (!outcome.ok() && qrWatched_)
        nextPoll_.start(std::max(kAfterTrouble, pauseBeforePoll(view_.qr, sources_.clock.now())));
    const bool runs = qrIsAskedAbout();
    pollTrouble_.reset();
    if (!outcome.ok() && runs)
        pollTrouble_ = outcome.failure();
    else if (ran && view_.stage != Stage::Completed)
        takeOutcome(outcome);
    if (!runs)
        nextPoll_.stop();
    emit changed();
}

// A login of an earlier run.

void LoginDesk::lookForUnfinished() {
    using Found = std::shared_ptr<portal::ResumeRecord>;
    sources_.tasks.run<Found>(
        this,
        [&files = sources_.files, path = sources_.folder / portal::kResumeRecordName,
         now = sources_.clock.now()](const WorkControl&) -> Found {
            auto record = portal::readResumeRecord(files, path, now);
            return record ? std::make_shared<portal::ResumeRecord>(std::move(*record)) : nullptr;
        },
        [this](const Found& found) {
            if (!found || active())
                return;
            record_ = found;
            unfinished_ = UnfinishedLogin{portalOf_(found->origin), found->expires};
            emit changed();
        });
}

void LoginDesk::resume() {
    if (!record_)
        return;
    const auto record = std::exchange(record_, nullptr);
    const UnfinishedLogin unfinished = *std::exchange(unfinished_, std::nullopt);
    portal_ = unfinished.portal;
    chosenKey_.reset();
    begin(makeLogin(portal_));
    startWork(
        Work::Resuming,
        [record](portal::Login& login, const WorkControl& control) {
            return login.resume(copyOf(*record), control);
        },
        [this, record, unfinished](const Outcome& outcome) {
            if (view_.stage == Stage::Idle) { // the portal could not be asked
                record_ = record;
                unfinished_ = unfinished;
            }
            takeOutcome(outcome);
        });
}

/// Resumed and cancelled at once, so that the portal forgets it as well.
void LoginDesk::dropUnfinished() {
    if (!record_)
        return;
    if (putOff())
        leave();
    const auto record = std::exchange(record_, nullptr);
    const SharedLogin login = makeLogin(std::exchange(unfinished_, std::nullopt)->portal);
    sources_.tasks.run<Done>(
        this,
        [login, record, &files = sources_.files,
         path = sources_.folder / portal::kResumeRecordName](const WorkControl& control) {
            // First, and also when the portal is away: what a newer login writes meanwhile is not ours.
            static_cast<void>(portal::removeResumeRecord(files, path, portal::ownerOf(*record)));
            static_cast<void>(login->resume(std::move(*record), control));
            login->cancel(control);
            return Done{};
        },
        [](Done) {});
    emit changed();
}

} // namespace tanba::gui
