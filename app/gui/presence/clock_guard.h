#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/presence/expiry_watch.h"
#include "app/gui/presence/heard_time.h"
#include "app/gui/words/words.h"
#include "core/guidance/clock_check.h"

#include <optional>

namespace tanba::gui {

/// Notices that the computer's clock is wrong or was set: at the start, when it jumps, when a key turns up
/// that would only be issued later, and when an answer tells another time. A hint: nothing is forbidden.
class ClockGuard : public AttentionSource {
    Q_OBJECT

  public:
    /// @param build when the program was built: it cannot run before
    ClockGuard(const Words& words, const ExpiryWatch& keys, ReminderStore& store, HeardTime& heard,
               Time build);

    std::vector<AttentionItem> items() override;
    /// Days that are left mean nothing while the clock is doubted.
    bool trusted() const { return judgement_ == guidance::ClockJudgement::Plausible; }
    guidance::ClockJudgement judgement() const { return judgement_; }

    /// Judges anew, and remembers that it was now.
    void look();
    /// The person says that the clock is right: it had been ahead before, or the answer was wrong.
    void confirm();

  private:
    /// The latest time that it must have been, by what was remembered and by what has passed since.
    std::optional<Time> lastSeen() const;
    void remember(Time lastSeen);

    const Words& words_;
    const ExpiryWatch& keys_;
    ReminderStore& store_;
    HeardTime& heard_;
    Time build_;
    std::optional<ClockMoment> lastLook_;
    std::optional<Time> told_; ///< by answers, when they decided
    guidance::ClockJudgement judgement_ = guidance::ClockJudgement::Plausible;
};

} // namespace tanba::gui
