#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/presence/clock_guard.h"
#include "app/gui/presence/drive_keys.h"
#include "app/gui/presence/expiry_attention.h"
#include "app/gui/presence/herald.h"
#include "app/platform/qt/wall_alarm.h"

namespace tanba::gui {

/// What the program does by itself while nobody looks: dates, the clock, flash drives, reminders.
class Attendant : public QObject {
    Q_OBJECT

  public:
    /// The world as tests replace it.
    struct Outside {
        FileStore& files;
        const Clock& clock;
        platform::Alarm& alarm;
        platform::Notifier& notifier;
        platform::DriveSource& drives;
        HeardTime& heard;
        Time build{};
        std::filesystem::path stateFile;
    };
    Attendant(const Outside& outside, const Words& words, KeyShelf& shelf, TaskRunner& tasks,
              const platform::Settings& settings);

    /// Everything is made: drives may be looked at and the desktop may be told.
    void start();

    AttentionBoard& board() { return board_; }
    ExpiryWatch& expiry() { return expiry_; }
    ClockGuard& clock() { return clock_; }
    YearlyWatch& yearly() { return yearly_; }
    platform::Notifier& notifier() { return notifier_; }
    ReminderStore& reminders() { return store_; }

  signals:
    /// @param id ExpiringKey::id
    void keyWanted(const std::string& id);
    /// What there is to know about the end of this key is on the screen.
    void expirySeen(const std::string& id);
    void keysWanted();
    void yearlyLookWanted();
    void homeWanted();
    void notKept(const Failure& failure);

  private:
    void timePassed();
    void setAlarm();

    KeyShelf& shelf_;
    platform::Alarm& alarm_;
    platform::Notifier& notifier_;
    ReminderStore store_;
    ExpiryWatch expiry_;
    ClockGuard clock_;
    YearlyWatch yearly_;
    DriveKeys drives_;
    ExpiryAttention expiryAttention_;
    AttentionBoard board_;
    Herald herald_;
};

} // namespace tanba::gui
