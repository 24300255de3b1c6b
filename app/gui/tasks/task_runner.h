#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tanba::gui {

/// Runs work of the core beside the thread of the windows, and brings its result back there.
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

  private:
    template <typename Value>
    std::shared_ptr<CancelToken> start(QThreadPool& pool, QObject* receiver,
                                       std::function<Value(const WorkControl&)> work,
                                       std::function<void(Value)> done) {
        auto result = std::make_shared<std::optional<Value>>();
        return startPlain(
            pool, receiver,
            [work = std::move(work), result](const WorkControl& control) { *result = work(control); },
            [done = std::move(done), result] { done(std::move(**result)); });
    }
    std::shared_ptr<CancelToken> startPlain(QThreadPool& pool, QObject* receiver,
                                            std::function<void(const WorkControl&)> work,
                                            std::function<void()> done);

    QThreadPool pool_;
    QThreadPool inOrder_;
    std::vector<std::weak_ptr<CancelToken>> tokens_;
    int running_ = 0;
};

} // namespace tanba::gui
