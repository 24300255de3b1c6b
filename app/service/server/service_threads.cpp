#include "app/service/server/service_threads.h"

#include <algorithm>
#include <exception>

namespace tanba::service {

ServiceThreads::ServiceThreads() : loop_(std::make_unique<EventLoop>()) {
    serviceThread_ = std::thread([loop = loop_.get()] { loop->run(); });
    for (const LaneRow& row : kLanes)
        for (std::size_t worker = 0; worker < row.workers; ++worker)
            workers_.emplace_back([this, &queue = queueOf(row.lane)] { workUntilStopped(queue); });
}

ServiceThreads::~ServiceThreads() {
    stop();
}

void ServiceThreads::post(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    if (loop_)
        loop_->post(std::move(task));
}

ServiceThreads::Queue& ServiceThreads::queueOf(Lane lane) {
    const auto* row = std::ranges::find(kLanes, lane, &LaneRow::lane);
    return queues_[static_cast<std::size_t>(row - kLanes.begin())];
}

void ServiceThreads::work(Lane lane, std::function<void()> task) {
    Queue& queue = queueOf(lane);
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            return;
        queue.waiting.push_back(std::move(task));
    }
    queue.changed.notify_one();
}

void ServiceThreads::workUntilStopped(Queue& queue) {
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            queue.changed.wait(lock, [this, &queue] { return stopping_ || !queue.waiting.empty(); });
            if (stopping_)
                return;
            task = std::move(queue.waiting.front());
            queue.waiting.pop_front();
        }
        try {
            task();
        } catch (const std::exception&) {
            // Whoever gives work answers for its own failures; the thread goes on.
        }
    }
}

void ServiceThreads::stop() {
    // What they destroy may want to post once more: never while the lock is held.
    std::array<std::deque<std::function<void()>>, kLanes.size()> forgotten;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (std::size_t lane = 0; lane < kLanes.size(); ++lane)
            forgotten[lane].swap(queues_[lane].waiting);
    }
    for (Queue& queue : queues_)
        queue.changed.notify_all();
    for (std::thread& worker : workers_)
        worker.join();
    workers_.clear();
    if (!serviceThread_.joinable())
        return;
    forgotten = {};
    // Behind everything that the workers had to say.
    loop_->post([loop = loop_.get()] { loop->stop(); });
    serviceThread_.join();
    std::unique_ptr<EventLoop> ended;
    const std::lock_guard lock(mutex_);
    ended.swap(loop_);
}

} // namespace tanba::service
