#pragma once

#include "core/base/time.h"

#include <QObject>
#include <QSocketNotifier>
#include <memory>
#include <optional>

namespace tanba::platform {

/// Wakes the program at a moment of the wall clock, and when somebody or something sets that clock.
class Alarm : public QObject {
    Q_OBJECT

  public:
    /// One moment at a time; a moment that has passed counts as reached at once.
    virtual void setFor(std::optional<Time> moment) = 0;

  signals:
    void reached();
    /// The clock was set, or the computer woke up: what was true about "now" may not be any more.
    void clockChanged();
};

/// timerfd_create(2) with CLOCK_REALTIME and TFD_TIMER_CANCEL_ON_SET: sleeps in the kernel, counts the time
/// of a suspended computer, and notices a clock that jumps.
class WallAlarm : public Alarm {
    Q_OBJECT

  public:
    WallAlarm();
    ~WallAlarm() override;

    void setFor(std::optional<Time> moment) override;

  private:
    void ring();

    int timer_ = -1;
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace tanba::platform
