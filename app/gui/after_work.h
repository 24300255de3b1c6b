#pragma once

#include <QTimer>
#include <chrono>

namespace tanba::gui {

class TaskRunner;

/// A large document leaves hundreds of megabytes of unused heap behind. They go back to the system when no
/// work has run for a moment, also while the person goes on looking at the window.
class AfterWork : public QObject {
    Q_OBJECT

  public:
    static constexpr std::chrono::milliseconds kMoment{500};

    explicit AfterWork(TaskRunner& tasks);

  private:
    QTimer moment_;
};

} // namespace tanba::gui
