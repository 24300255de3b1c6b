#pragma once

#include "app/gui/tasks/broken_off.h"
#include "core/base/progress.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tanba::gui {

/// Runs work of the core beside the thread of the windows, and brings its result back there. What the work
/// throws becomes a failure: the memory that one document wants must not cost the person everything else.
/// All methods but deliver() belong to the thread of the windows. Destroyed, it cancels what runs and waits
/// for it.
class TaskRunner : public QObject {
    Q_OBJECT

  public:
    TaskRunner();
    ~TaskRunner() override;

    /// @param receiver when it is gone, `done` is not called.
    /// @param work runs on another thread; it looks at its WorkControl now and then.
    /// @param done is called on the thread of the windows, also after a cancel.
    /// @returns cancels the work.
    template <typename Value>
    std::shared_ptr<CancelToken> run(QObject* receiver, std::function<Value(const WorkControl&)> work,
                                     std::function<void(Value)> done) {
        return start(pool_, receiver, std::move(work), std::move(done));
    }

    /// The same for writing down small things, which must happen in the order in which they were asked for.
    /// Nothing cancels it: the program waits for it before it ends.
    template <typename Value>
    void runInOrder(QObject* receiver, std::function<Value()> work, std::function<void(Value)> done) {
        start<Value>(
            inOrder_, receiver, [work = std::move(work)](const WorkControl&) { return work(); },
            std::move(done));
    }

    /// From any thread: `call` runs soon on the thread of the windows, unless `receiver` is gone by then.
    void deliver(const QPointer<QObject>& receiver, std::function<void()> call);

    /// Nothing runs and nothing waits to be delivered.
    bool idle() const { return running_ == 0; }

  signals:
    /// Work was broken off by what it threw, and its result has no place for the failure: `done` had an empty
    /// one.
    void lost(const Failure& failure);
    /// The last work has ended.
    void rested();

  private:
    struct Task {
        std::function<void(const WorkControl&)> work;
        std::function<void(Failure)> breakOff; ///< on the same thread, after the work has thrown
        std::function<void()> done;
        bool tellsFailure = true; ///< its result does
    };
    template <typename Value>
    std::shared_ptr<CancelToken> start(QThreadPool& pool, QObject* receiver,
                                       std::function<Value(const WorkControl&)> work,
                                       std::function<void(Value)> done) {
        auto result = std::make_shared<std::optional<Value>>();
        return startPlain(
            pool, receiver,
            {[work = std::move(work), result](const WorkControl& control) { *result = work(control); },
             [result](Failure failure) { *result = brokenOff<Value>(std::move(failure)); },
             [done = std::move(done), result] { done(std::move(**result)); }, TellsFailure<Value>});
    }
    std::shared_ptr<CancelToken> startPlain(QThreadPool& pool, QObject* receiver, Task task);
    /// @returns the failure that nobody tells yet.
    static std::optional<Failure> work(const Task& task, const WorkControl& control);
    void end(const QPointer<QObject>& receiver, const std::function<void()>& done,
             const std::optional<Failure>& untold);

    QThreadPool pool_;
    QThreadPool inOrder_;
    std::vector<std::weak_ptr<CancelToken>> tokens_;
    int running_ = 0;
};

} // namespace tanba::gui
