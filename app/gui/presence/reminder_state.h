#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/guidance/snooze.h"
#include "core/guidance/yearly_reminder.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace tanba::gui {

/// A warning about a key: the threshold in days, 0 for the end itself.
using ExpiryWarning = int;

/// What a desktop notification told last about a key.
struct ToldWarning {
    ExpiryWarning warning = 0;
    Time when{};
};
/// By the certificate's fingerprint.
using ToldWarnings = std::map<std::string, ToldWarning>;

/// Whether nothing is to be told of `warning` any more. What was told later than now was told while the
/// clock was ahead: it says nothing about the warnings that are still to come.
bool isTold(const ToldWarning& told, ExpiryWarning warning, Time now);

/// What is remembered about the warnings of one key.
struct KeyReminder {
    std::optional<guidance::Snooze> snooze;
    std::optional<ToldWarning> told;
};

/// Everything that reminders need from one run of the program to the next: no name, no number, no path.
struct ReminderState {
    /// By the certificate's SHA-256 fingerprint in lower-case hex.
    std::map<std::string, KeyReminder> keys;
    std::optional<Time> lastSeen; ///< the latest time at which the program ran
    guidance::YearlyReminder yearly;
    std::optional<guidance::Date> yearlyTold; ///< the day of the last desktop notification about it
    /// What the person wants to hear no more of: how a key file lies, as a SHA-256 in lower-case hex.
    std::set<std::string> quiet;
};

/// JSON. What is damaged, of a later version or out of range is left out: reminders then come again.
ReminderState readReminderState(ByteView json);
std::string reminderStateText(const ReminderState& state);

} // namespace tanba::gui
