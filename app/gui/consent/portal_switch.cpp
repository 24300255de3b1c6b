#include "app/gui/consent/portal_switch.h"

#include "app/service/consent/unlocked_keys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::gui {

namespace {

using platform::StoreTrust;
using platform::TrustState;
using Wish = PortalSwitch::Wish;

struct WishRow {
    Wish wish;
    const char* name; ///< in the settings
};
constexpr std::array<WishRow, 3> kWishes = {{{Wish::Undecided, ""}, {Wish::On, "on"}, {Wish::Off, "off"}}};

/// A hostile program may bear any name, and any number of them.
constexpr std::size_t kMostAlerts = 8;

} // namespace

PortalSwitch::PortalSwitch(PortalPorts ports, service::ConsentDesk& desk, std::function<void()> beforeStop,
                           TaskRunner& tasks, platform::Settings& settings)
    : ports_(std::move(ports)), desk_(desk), beforeStop_(std::move(beforeStop)), tasks_(tasks),
      settings_(settings), self_(this) {}

PortalSwitch::~PortalSwitch() {
    beforeStop_();
    for (const std::future<void>& work : underWay_)
        work.wait();
    running_.reset();
}

Wish PortalSwitch::wish() const {
    const QString name = settings_.get(platform::settings::kPortals);
    const auto row = std::ranges::find_if(
        kWishes, [&name](const WishRow& each) { return name == QLatin1String(each.name); });
    return row == kWishes.end() ? Wish::Undecided : row->wish;
}

void PortalSwitch::start() {
    if (wish() == Wish::On)
        begin();
}

void PortalSwitch::setOn(bool on) {
    const Wish chosen = on ? Wish::On : Wish::Off;
    settings_.set(platform::settings::kPortals,
                  QString(QLatin1String(std::ranges::find(kWishes, chosen, &WishRow::wish)->name)));
    if (on)
        begin();
    else
        end();
}

std::chrono::minutes PortalSwitch::usualUnlock() const {
    const std::chrono::minutes chosen(settings_.get(platform::settings::kUnlock));
    const auto& times = service::UnlockedKeys::kTimes;
    return std::ranges::find(times, chosen) == times.end() ? times.front() : chosen;
}

void PortalSwitch::setUsualUnlock(std::chrono::minutes time) {
    settings_.set(platform::settings::kUnlock, static_cast<int>(time.count()));
}

void PortalSwitch::tryAgain() {
    if (state_ == State::Failed)
        begin();
}

void PortalSwitch::begin() {
    if (state_ == State::On || state_ == State::Starting)
        return;
    state_ = State::Starting;
    failure_.reset();
    const auto notTrusted = [this, self = self_, &tasks = tasks_](const std::string& program) {
        tasks.deliver(self, [this, program] {
            if (alerts_.size() < kMostAlerts && alerts_.insert(program).second)
                emit changed();
        });
    };
    // The result lies here until it is taken: a program that ends meanwhile must not leave a service behind.
    auto place = std::make_shared<std::optional<Started>>();
    auto ended = std::make_shared<std::promise<void>>();
    underWay_.push_back(ended->get_future());
    tasks_.run<Outcome>(
        this,
        [start = ports_.start, &desk = desk_, notTrusted, place, ended](const WorkControl&) -> Outcome {
            auto service = start(desk, notTrusted);
            *place = service.ok() ? Started(std::shared_ptr<RunningService>(std::move(service).value()))
                                  : Started(service.failure());
            ended->set_value();
            return Done{};
        },
        [this, place](const Outcome& ran) {
            takeStarted(ran.ok() ? std::move(**place) : Started(ran.failure()));
        });
    emit changed();
}

void PortalSwitch::takeStarted(Started started) {
    if (state_ != State::Starting) { // switched off meanwhile
        if (started.ok())
            stop(std::move(started).value(), [] {});
        return;
    }
    if (started.ok())
        running_ = std::move(started).value();
    else
        failure_ = started.failure();
    state_ = running_ ? State::On : State::Failed;
    emit changed();
    if (running_)
        lookAtTrust();
}

void PortalSwitch::end() {
    beginsAnew_ = false;
    state_ = State::Off;
    failure_.reset();
    alerts_.clear();
    emit changed();
    if (running_)
        stop(std::exchange(running_, nullptr), [] {});
}

/// The port is free only when the service has ended.
void PortalSwitch::beginAnew() {
    if (!running_)
        return;
    beginsAnew_ = true;
    state_ = State::Starting;
    emit changed();
    stop(std::exchange(running_, nullptr), [this] {
        if (!std::exchange(beginsAnew_, false))
            return; // switched off meanwhile
        state_ = State::Off;
        begin();
    });
}

/// Ending the connections well takes a moment.
void PortalSwitch::stop(std::shared_ptr<RunningService> service, std::function<void()> done) {
    beforeStop_();
    auto ended = std::make_shared<std::promise<void>>();
    underWay_.push_back(ended->get_future());
    auto last = std::make_shared<std::shared_ptr<RunningService>>(std::move(service));
    tasks_.run<bool>(
        this,
        [last, ended](const WorkControl&) {
            last->reset();
            ended->set_value();
            return true;
        },
        [done = std::move(done)](bool) { done(); });
}

void PortalSwitch::startTrust(const PortalPorts::Trust& work, std::function<void()> done) {
    if (std::exchange(trustBusy_, true))
        return;
    using Looked = Result<std::vector<StoreTrust>>;
    tasks_.run<Looked>(
        this, [work](const WorkControl&) { return work(); },
        [this, done = std::move(done)](Looked looked) {
            trustBusy_ = false;
            trust_ = std::move(looked);
            const bool well = trust_->ok();
            emit changed();
            if (well)
                done();
        });
    emit changed();
}

bool PortalSwitch::needsNewTrust() const {
    return state_ == State::Failed && failure_ && failure_->code == FailureCode::ServiceIdentityUnusable;
}

void PortalSwitch::lookAtTrust() {
    startTrust(ports_.checkTrust, [] {});
}

void PortalSwitch::installTrust() {
    startTrust(ports_.installTrust, [this] {
        alerts_.clear();
        if (needsNewTrust())
            tryAgain();
        emit changed();
        emit trustInstalled();
    });
}

void PortalSwitch::renewTrust() {
    startTrust(ports_.renewTrust, [this] {
        alerts_.clear();
        beginAnew();
        emit trustInstalled();
    });
}

void PortalSwitch::removeTrust() {
    startTrust(ports_.removeTrust, [this] { emit trustRemoved(); });
}

std::vector<std::string> PortalSwitch::distrusting() const {
    std::vector<std::string> browsers;
    if (!trust_ || !trust_->ok())
        return browsers;
    for (const StoreTrust& store : trust_->value()) {
        const bool lacks = store.state == TrustState::Missing || store.state == TrustState::Older;
        if (lacks && std::ranges::find(browsers, store.browser) == browsers.end())
            browsers.push_back(store.browser);
    }
    return browsers;
}

} // namespace tanba::gui
