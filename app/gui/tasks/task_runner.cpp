#include "app/gui/tasks/task_runner.h"

#include "core/base/thrown_failure.h"

namespace tanba::gui {

namespace {

/// One each for what a person waits for, a search that runs meanwhile, a flash drive, a card that thinks, and
/// a token's module that hangs.
constexpr int kThreads = 5;

} // namespace

TaskRunner::TaskRunner() {
    pool_.setMaxThreadCount(kThreads);
    inOrder_.setMaxThreadCount(1);
}

TaskRunner::~TaskRunner() {
    for (const auto& weak : tokens_)
        if (const auto token = weak.lock())
            token->cancel();
    pool_.waitForDone();
    inOrder_.waitForDone();
}

std::shared_ptr<CancelToken> TaskRunner::startPlain(QThreadPool& pool, QObject* receiver, Task task) {
    std::erase_if(tokens_, [](const auto& weak) { return weak.expired(); });
    auto token = std::make_shared<CancelToken>();
    tokens_.push_back(token);
    ++running_;
    const QPointer<QObject> guarded(receiver);
    pool.start([this, guarded, token, task = std::move(task)] {
        const std::optional<Failure> untold = work(task, WorkControl{token.get(), nullptr});
        deliver(this, [this, guarded, done = task.done, untold] { end(guarded, done, untold); });
    });
    return token;
}

std::optional<Failure> TaskRunner::work(const Task& task, const WorkControl& control) {
    try {
        task.work(control);
        return std::nullopt;
    } catch (...) {
        const Failure failure = thrownFailure();
        task.breakOff(failure);
        return task.tellsFailure ? std::nullopt : std::optional(failure);
    }
}

void TaskRunner::end(const QPointer<QObject>& receiver, const std::function<void()>& done,
                     const std::optional<Failure>& untold) {
    --running_;
    if (untold)
        emit lost(*untold);
    if (receiver)
        done();
    if (idle())
        emit rested();
}

void TaskRunner::deliver(const QPointer<QObject>& receiver, std::function<void()> call) {
    QMetaObject::invokeMethod(
        this,
        [receiver, call = std::move(call)] {
            if (receiver)
                call();
        },
        Qt::QueuedConnection);
}

} // namespace tanba::gui
