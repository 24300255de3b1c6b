#pragma once

#include "app/platform/qt/drives.h"
#include "app/platform/qt/notifier.h"
#include "app/platform/qt/wall_alarm.h"
#include "core/base/clock.h"

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <vector>

namespace tanba::gui::test {

/// A clock that a test sets.
class SettableClock : public Clock {
  public:
    explicit SettableClock(Time time) : time_(time) {}
    Time now() const override { return time_; }
    void set(Time time) { time_ = time; }

  private:
    Time time_;
};

/// Rings when a test says so, and tells what it was set for.
class FakeAlarm : public platform::Alarm {
    Q_OBJECT

  public:
    void setFor(std::optional<Time> moment) override { moment_ = moment; }
    std::optional<Time> moment() const { return moment_; }

  private:
    std::optional<Time> moment_;
};

/// Takes only the messages that a test announced, in their order; anything else fails the test.
class FakeNotifier : public platform::Notifier {
    Q_OBJECT

  public:
    ~FakeNotifier() override {
        for (const platform::Notice& notice : expected_)
            ADD_FAILURE() << "was not shown: " << notice.title.toStdString();
    }

    void expect(const QString& title, const QString& text) { expected_.push_back({title, text}); }
    bool satisfied() const { return expected_.empty(); }
    /// Nobody takes messages from now on, or somebody does again.
    void setAbsent(bool absent) { absent_ = absent; }
    int refused() const { return refused_; }
    /// Of the message that was shown last.
    QString lastId() const { return lastId_; }

    void show(const QString& id, const platform::Notice& notice) override {
        if (absent_) {
            ++refused_;
            emit notShown(id);
            return;
        }
        lastId_ = id;
        if (expected_.empty()) {
            ADD_FAILURE() << "nobody expected: " << notice.title.toStdString() << " / "
                          << notice.text.toStdString();
            return;
        }
        const platform::Notice wanted = expected_.front();
        expected_.pop_front();
        EXPECT_EQ(notice.title, wanted.title);
        EXPECT_EQ(notice.text, wanted.text);
        emit shown(id);
    }

  private:
    std::deque<platform::Notice> expected_;
    QString lastId_;
    bool absent_ = false;
    int refused_ = 0;
};

/// Flash drives that a test plugs in and pulls.
class FakeDrives : public platform::DriveSource {
    Q_OBJECT

  public:
    std::vector<std::filesystem::path> drives() const override { return drives_; }
    void set(std::vector<std::filesystem::path> drives) {
        drives_ = std::move(drives);
        emit changed();
    }

  private:
    std::vector<std::filesystem::path> drives_;
};

} // namespace tanba::gui::test
