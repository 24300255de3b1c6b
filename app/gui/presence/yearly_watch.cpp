#include "app/gui/presence/yearly_watch.h"

namespace tanba::gui {

using guidance::YearlyReminderState;

YearlyWatch::YearlyWatch(const Words& words, const Clock& clock, ReminderStore& store)
    : words_(words), clock_(clock), store_(store) {}

guidance::Date YearlyWatch::today() const {
    return guidance::kazakhstanDate(clock_.now());
}

bool YearlyWatch::due() const {
    return guidance::yearlyReminderOn(store_.state().yearly, today()) == YearlyReminderState::Due;
}

void YearlyWatch::told() {
    store_.change([this](ReminderState& state) { state.yearlyTold = today(); });
}

bool YearlyWatch::wasTold() const {
    const ReminderState& state = store_.state();
    const guidance::YearlyReminder asIfShown{state.yearly.enabledOn, state.yearlyTold};
    return guidance::yearlyReminderOn(asIfShown, today()) != YearlyReminderState::Due;
}

void YearlyWatch::setEnabled(bool enabled) {
    if (enabled == this->enabled())
        return;
    store_.change([this, enabled](ReminderState& state) {
        state.yearly.enabledOn = enabled ? std::optional(today()) : std::nullopt;
    });
    emit changed();
}

void YearlyWatch::done() {
    store_.change([this](ReminderState& state) { state.yearly.lastShown = today(); });
    emit changed();
}

std::optional<Time> YearlyWatch::nextChange() const {
    if (!enabled() || due())
        return std::nullopt;
    const guidance::Date day = guidance::yearlyCalendarEvent({}, guidance::addDays(today(), 1), {}, {}).day;
    return guidance::startOfDay(day);
}

std::vector<AttentionItem> YearlyWatch::items() {
    if (!due())
        return {};
    AttentionItem item;
    item.urgency = Urgency::Hint;
    item.title = words_.say(Phrase::YearlyTitle);
    item.text = words_.say(Phrase::YearlyText);
    item.actions = {{words_.say(Phrase::ExpiryWhat), [this] { emit lookWanted(); }},
                    {words_.say(Phrase::YearlyDone), [this] { done(); }}};
    return {item};
}

} // namespace tanba::gui
