#pragma once

#include "core/guidance/expiry.h"

#include <optional>
#include <vector>

namespace tanba::guidance {

enum class SnoozeChoice {
    UntilTomorrow, ///< midnight in Kazakhstan
    UntilNextThreshold,
    ForGood, ///< only for an expired key: its warning does not come back
};

/// What a person asked for about one key's warning. Holds no name and no number; the caller stores it beside
/// the certificate's fingerprint.
struct Snooze {
    SnoozeChoice choice = SnoozeChoice::UntilTomorrow;
    Time chosenAt{};
    /// The warning that was put off: a threshold, or none for the one after the end.
    std::optional<int> threshold;
};

/// What may be offered. In the last three days a warning can wait for a day only, because afterwards the key
/// cannot be renewed online. Empty when there is nothing to put off.
std::vector<SnoozeChoice> snoozeChoices(const ExpiryJudgement& judgement);

enum class Reminder { Due, Silent };

/// @param snooze one that is not among snoozeChoices(), or was chosen later than `now` (somebody set the
///        clock back), does not count.
Reminder reminderFor(const ExpiryJudgement& judgement, const std::optional<Snooze>& snooze, Time now);

} // namespace tanba::guidance
