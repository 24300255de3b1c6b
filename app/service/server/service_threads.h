#pragma once

#include "app/service/conversation/executor.h"
#include "app/service/server/event_loop.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tanba::service {

/// The service's thread, on which sockets and conversations live, and a few beside it for what takes time.
/// A program that takes signals makes it while it holds them back: the threads inherit that.
class ServiceThreads : public Executor {
  public:
    /// Of each lane: what is short needs one, and what is long may not take every core there is.
    struct LaneRow {
        Lane lane;
        std::size_t workers;
    };
    static constexpr std::array<LaneRow, 4> kLanes{
        {{Lane::ShortReading, 1}, {Lane::LongReading, 2}, {Lane::Stamping, 2}, {Lane::Signing, 4}}};

    ServiceThreads();
    /// stop().
    ~ServiceThreads() override;
    ServiceThreads(const ServiceThreads&) = delete;
    ServiceThreads& operator=(const ServiceThreads&) = delete;

    void post(std::function<void()> task) override;
    void work(Lane lane, std::function<void()> task) override;

    /// Waits for work that runs, throws away work that has not begun, runs what was posted until then, and
    /// ends all threads. What is posted or given to work from now on does not run; no task is left.
    void stop();

    /// Until stop().
    EventLoop& loop() { return *loop_; }

  private:
    struct Queue {
        std::condition_variable changed;
        std::deque<std::function<void()>> waiting;
    };

    Queue& queueOf(Lane lane);
    void workUntilStopped(Queue& queue);

    std::mutex mutex_;
    std::array<Queue, kLanes.size()> queues_;
    std::unique_ptr<EventLoop> loop_; ///< null after stop()
    bool stopping_ = false;
    std::vector<std::thread> workers_;
    std::thread serviceThread_;
};

} // namespace tanba::service
