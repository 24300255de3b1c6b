#include "app/gui/tasks/task_runner.h"

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

std::shared_ptr<CancelToken> TaskRunner::startPlain(QThreadPool& pool, QObject* receiver,
                                                    std::function<void(const WorkControl&)> work,
                                                    std::function<void()> done) {
    std::erase_if(tokens_, [](const auto& weak) { return weak.expired(); });
    auto token = std::make_shared<CancelToken>();
    tokens_.push_back(token);
    ++running_;
    const QPointer<QObject> guarded(receiver);
    pool.start([this, guarded, token, work = std::move(work), done = std::move(done)] {
        work(WorkControl{token.get(), nullptr});
        deliver(this, [this, guarded, done] {
            --running_;
            if (guarded)
                done();
        });
    });
    return token;
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
