#include "app/gui/presence/attendant.h"

namespace tanba::gui {

Attendant::Attendant(const Outside& outside, const Words& words, KeyShelf& shelf, TaskRunner& tasks,
                     const platform::Settings& settings)
    : shelf_(shelf), alarm_(outside.alarm), notifier_(outside.notifier),
      store_(outside.files, tasks, outside.stateFile), expiry_(shelf, store_),
      clock_(words, expiry_, store_, outside.heard, outside.build), yearly_(words, outside.clock, store_),
      drives_(words, shelf, tasks, outside.files, outside.drives), expiryAttention_(words, expiry_),
      herald_(words, {expiry_, clock_, yearly_}, settings, outside.notifier) {
    for (AttentionSource* source :
         {static_cast<AttentionSource*>(&clock_), static_cast<AttentionSource*>(&expiryAttention_),
          static_cast<AttentionSource*>(&drives_), static_cast<AttentionSource*>(&yearly_)})
        board_.add(*source);
    connect(&alarm_, &platform::Alarm::reached, this, &Attendant::timePassed);
    connect(&alarm_, &platform::Alarm::clockChanged, this, &Attendant::timePassed);
    connect(&expiry_, &ExpiryWatch::changed, this, &Attendant::setAlarm);
    connect(&yearly_, &YearlyWatch::changed, this, &Attendant::setAlarm);
    connect(&expiryAttention_, &ExpiryAttention::keyWanted, this, &Attendant::keyWanted);
    connect(&herald_, &Herald::keyWanted, this, &Attendant::keyWanted);
    connect(&herald_, &Herald::homeWanted, this, &Attendant::homeWanted);
    connect(&drives_, &DriveKeys::keysWanted, this, &Attendant::keysWanted);
    connect(&yearly_, &YearlyWatch::lookWanted, this, &Attendant::yearlyLookWanted);
    connect(&store_, &ReminderStore::notKept, this, &Attendant::notKept);
}

void Attendant::start() {
    setAlarm();
    herald_.start();
    drives_.start();
}

void Attendant::timePassed() {
    shelf_.timePassed(); // every page and the watch judge anew; the watch sets the alarm again
    clock_.look();
    emit yearly_.changed();
}

void Attendant::setAlarm() {
    std::optional<Time> next = expiry_.nextChange();
    const std::optional<Time> yearly = yearly_.nextChange();
    if (yearly && (!next || *yearly < *next))
        next = yearly;
    alarm_.setFor(next);
}

} // namespace tanba::gui
