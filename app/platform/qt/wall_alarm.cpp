#include "app/platform/qt/wall_alarm.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace tanba::platform {

namespace {

/// Far enough to never come, near enough for every kernel. A timer that is set to nothing would not tell of a
/// clock that jumps either.
constexpr Time kNever{std::chrono::sys_days{std::chrono::year{2200} / 1 / 1}};
/// it_value of zero switches a timer off.
constexpr Time kEarliest{std::chrono::seconds{1}};

} // namespace

WallAlarm::WallAlarm() : timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)) {
    if (timer_ < 0)
        return; // without it nothing wakes the program; everything is still looked at when the window is used
    notifier_ = std::make_unique<QSocketNotifier>(timer_, QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, &WallAlarm::ring);
    WallAlarm::setFor(std::nullopt);
}

WallAlarm::~WallAlarm() {
    notifier_.reset();
    if (timer_ >= 0)
        ::close(timer_);
}

void WallAlarm::setFor(std::optional<Time> moment) {
    if (timer_ < 0)
        return;
    itimerspec when{};
    when.it_value.tv_sec = std::max(moment.value_or(kNever), kEarliest).time_since_epoch().count();
    ::timerfd_settime(timer_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr);
}

void WallAlarm::ring() {
    std::uint64_t times = 0;
    if (::read(timer_, &times, sizeof(times)) == static_cast<ssize_t>(sizeof(times))) {
        emit reached();
    } else if (errno == ECANCELED) {
        emit clockChanged();
    }
}

} // namespace tanba::platform
