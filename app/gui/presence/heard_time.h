#pragma once

#include "core/base/clock.h"
#include "core/guidance/heard_times.h"

#include <QObject>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace tanba::gui {

/// Seconds by a clock that nobody can set; only differences mean something.
using SteadySeconds = std::function<std::chrono::seconds()>;

/// What the program heard about the time in answers that it asked for anyhow. It hears on working threads and
/// is asked by the windows. Forgotten at the end of the program: yesterday's answer proves nothing.
class HeardTime : public QObject, public TimeWitness {
    Q_OBJECT

  public:
    HeardTime(const Clock& clock, SteadySeconds steady) : clock_(clock), steady_(std::move(steady)) {}

    ClockMoment moment() const override { return {clock_.now(), steady_()}; }
    void answered(Time time, const ClockMoment& asked) override;
    void existsSince(Time time) override;

    struct Heard {
        std::optional<Time> now;
        std::optional<Time> notBefore;
    };
    /// As of this moment. To be called when the clock was set, too.
    Heard heard();
    /// The person says that it was wrong.
    void forget();

  signals:
    /// On the thread that heard it.
    void news();

  private:
    const Clock& clock_;
    SteadySeconds steady_;
    std::mutex mutex_;
    guidance::HeardTimes times_;
};

} // namespace tanba::gui
