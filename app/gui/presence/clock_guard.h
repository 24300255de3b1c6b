#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/presence/expiry_watch.h"
#include "app/gui/words/words.h"
#include "core/guidance/clock_check.h"

#include <chrono>
#include <functional>

namespace tanba::gui {

/// Seconds by a clock that nobody can set; only differences mean something.
using SteadySeconds = std::function<std::chrono::seconds()>;

/// Notices that the computer's clock is wrong or was set back: at the start, when it jumps, and when a key
/// turns up that would only be issued later.
class ClockGuard : public AttentionSource {
    Q_OBJECT

  public:
    /// @param build when the program was built: it cannot run before
    ClockGuard(const Words& words, const ExpiryWatch& keys, ReminderStore& store, SteadySeconds steady,
               Time build);

    std::vector<AttentionItem> items() override;
    /// Days that are left mean nothing while the clock is doubted.
    bool trusted() const { return judgement_ == guidance::ClockJudgement::Plausible; }
    guidance::ClockJudgement judgement() const { return judgement_; }

    /// Judges anew, and remembers that it was now.
    void look();
    /// The person says that the clock is right: it had been ahead before.
    void confirm();

  private:
    struct Moment {
        Time wall{};
        std::chrono::seconds steady{};
    };

    /// The latest time that it must have been, by what was remembered and by what has passed since.
    std::optional<Time> lastSeen() const;
    void remember(Time lastSeen);

    const Words& words_;
    const ExpiryWatch& keys_;
    ReminderStore& store_;
    SteadySeconds steady_;
    Time build_;
    std::optional<Moment> lastLook_;
    guidance::ClockJudgement judgement_ = guidance::ClockJudgement::Plausible;
};

} // namespace tanba::gui
