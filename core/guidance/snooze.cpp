#include "core/guidance/snooze.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

constexpr int kOnlyADayFrom = 3;

bool warns(const ExpiryJudgement& judgement) {
    return judgement.state == ExpiryState::Soon || judgement.state == ExpiryState::Expired;
}

bool stillHolds(const Snooze& snooze, const ExpiryJudgement& judgement, Time now) {
    const auto choices = snoozeChoices(judgement);
    if (std::ranges::find(choices, snooze.choice) == choices.end() || snooze.chosenAt > now ||
        snooze.threshold != judgement.threshold)
        return false;
    return snooze.choice != SnoozeChoice::UntilTomorrow ||
           kazakhstanDate(snooze.chosenAt) == kazakhstanDate(now);
}

} // namespace

std::vector<SnoozeChoice> snoozeChoices(const ExpiryJudgement& judgement) {
    if (!warns(judgement))
        return {};
    if (judgement.state == ExpiryState::Expired)
        return {SnoozeChoice::UntilTomorrow, SnoozeChoice::ForGood};
    if (judgement.threshold.value_or(0) <= kOnlyADayFrom)
        return {SnoozeChoice::UntilTomorrow};
    return {SnoozeChoice::UntilTomorrow, SnoozeChoice::UntilNextThreshold};
}

Reminder reminderFor(const ExpiryJudgement& judgement, const std::optional<Snooze>& snooze, Time now) {
    if (!warns(judgement) || (snooze && stillHolds(*snooze, judgement, now)))
        return Reminder::Silent;
    return Reminder::Due;
}

} // namespace tanba::guidance
