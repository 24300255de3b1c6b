#include "app/gui/presence/heard_time.h"

namespace tanba::gui {

void HeardTime::answered(Time time, const ClockMoment& asked) {
    {
        const std::lock_guard lock(mutex_);
        times_.answered(time, asked, moment());
    }
    emit news();
}

void HeardTime::existsSince(Time time) {
    {
        const std::lock_guard lock(mutex_);
        times_.existsSince(time, moment());
    }
    emit news();
}

HeardTime::Heard HeardTime::heard() {
    const std::lock_guard lock(mutex_);
    times_.goOn(moment());
    return {times_.now(), times_.notBefore()};
}

void HeardTime::forget() {
    const std::lock_guard lock(mutex_);
    times_ = {};
}

} // namespace tanba::gui
