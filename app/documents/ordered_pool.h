#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace tanba::documents {

/// Does independent work on all cores and hands the results over in order, each as soon as it and all before
/// it are there.
template <typename Value>
class OrderedPool {
  public:
    using Work = std::function<Value(std::size_t index)>;
    using Take = std::function<void(std::size_t index, Value value)>;

    /// @param work runs on several threads at once. @param take runs on the calling thread. What either
    /// throws is thrown here, once the other workers have ended.
    static void run(std::size_t count, const Work& work, const Take& take) {
        OrderedPool pool(count, work);
        const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
        const std::vector<std::jthread> threads = pool.start(std::min(cores, count));
        // Ends the workers before `threads` is joined, also when `take` throws.
        const Stop stop{pool};
        for (std::size_t index = 0; index < count; ++index)
            take(index, threads.empty() ? work(index) : pool.waitFor(index));
    }

  private:
    /// So many results may wait for an earlier one, which bounds the memory.
    static constexpr std::size_t kAhead = 256;

    struct Stop {
        OrderedPool& pool;
        ~Stop() {
            const std::lock_guard lock(pool.mutex_);
            pool.stopped_ = true;
            pool.changed_.notify_all();
        }
    };

    OrderedPool(std::size_t count, const Work& work) : count_(count), work_(work) {}

    std::vector<std::jthread> start(std::size_t wanted) {
        std::vector<std::jthread> threads;
        if (wanted < 2)
            return threads;
        try {
            while (threads.size() < wanted)
                threads.emplace_back([this] { workUntilDone(); });
        } catch (const std::system_error&) {
            // The system gives no more threads; those that exist do the work.
        }
        return threads;
    }

    void workUntilDone() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return stopped_ || next_ >= count_ || next_ < taken_ + kAhead; });
            if (stopped_ || next_ >= count_)
                return;
            const std::size_t index = next_++;
            lock.unlock();
            try {
                Value value = work_(index);
                lock.lock();
                ready_.emplace(index, std::move(value));
            } catch (...) {
                if (!lock.owns_lock())
                    lock.lock();
                thrown_ = std::current_exception();
                stopped_ = true;
            }
            changed_.notify_all();
        }
    }

    Value waitFor(std::size_t index) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this, index] { return thrown_ || ready_.contains(index); });
        if (thrown_)
            std::rethrow_exception(thrown_);
        auto node = ready_.extract(index);
        taken_ = index + 1;
        changed_.notify_all();
        return std::move(node.mapped());
    }

    std::size_t count_;
    const Work& work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, Value> ready_;
    std::size_t next_ = 0;
    std::size_t taken_ = 0;
    bool stopped_ = false;
    std::exception_ptr thrown_;
};

} // namespace tanba::documents
