#include "app/gui/after_work.h"

#include "app/gui/tasks/task_runner.h"
#include "app/platform/resting_memory.h"

namespace tanba::gui {

AfterWork::AfterWork(TaskRunner& tasks) {
    moment_.setSingleShot(true);
    moment_.setInterval(kMoment);
    connect(&tasks, &TaskRunner::rested, &moment_, qOverload<>(&QTimer::start));
    connect(&moment_, &QTimer::timeout, this, [&tasks] {
        if (tasks.idle())
            platform::giveBackHeap();
    });
}

} // namespace tanba::gui
