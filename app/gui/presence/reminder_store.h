#pragma once

#include "app/gui/presence/reminder_state.h"
#include "app/gui/tasks/task_runner.h"
#include "core/base/file_store.h"

#include <QObject>

namespace tanba::gui {

/// The state of the reminders and its file, which only the owner may read. Read at once; written in order
/// beside the thread of the windows.
class ReminderStore : public QObject {
    Q_OBJECT

  public:
    ReminderStore(FileStore& files, TaskRunner& tasks, std::filesystem::path file);

    const ReminderState& state() const { return state_; }
    void change(const std::function<void(ReminderState&)>& how);

  signals:
    /// It could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    FileStore& files_;
    TaskRunner& tasks_;
    std::filesystem::path file_;
    ReminderState state_;
};

} // namespace tanba::gui
