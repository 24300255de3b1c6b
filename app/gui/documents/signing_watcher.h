#pragma once

#include "app/documents/signing_run.h"
#include "app/gui/tasks/task_runner.h"

#include <QElapsedTimer>
#include <QPointer>
#include <map>
#include <mutex>

namespace tanba::gui {

/// Carries what a run tells from its threads to the thread of the windows, at most some times a second: rows
/// that changed are collected in between.
class SigningWatcher : public documents::RunObserver, public ProgressSink {
  public:
    struct News {
        std::map<std::size_t, documents::RunRow> rows;
        std::size_t examined = 0; ///< rows that were told of so far
        std::uint64_t bytesDone = 0;
        std::uint64_t bytesTotal = 0;
    };
    using Told = std::function<void(News)>;

    SigningWatcher(TaskRunner& tasks, QObject* receiver, Told told)
        : tasks_(tasks), receiver_(receiver), told_(std::move(told)) {}

    void rowChanged(std::size_t row, const documents::RunRow& now) override;
    void progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) override;
    /// What was not told yet; for the end of the work, on any thread.
    News rest();

  private:
    void tellNowAndThen();

    TaskRunner& tasks_;
    QPointer<QObject> receiver_;
    Told told_;
    std::mutex mutex_;
    News news_;
    QElapsedTimer lastTold_;
};

} // namespace tanba::gui
