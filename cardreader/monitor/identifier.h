#pragma once

#include "cardreader/monitor/reader_book.h"
#include "cardreader/pcsc/waiter.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tanba::card {

/// A thread that identifies cards one after the other, so that the thread which waits for changes never waits
/// for a card.
class Identifier {
  public:
    /// Takes what was found; gives the job back when it should be tried again.
    using Found = std::function<std::optional<IdentifyJob>(IdentifyJob job,
                                                           const Result<std::optional<CardIdentity>>&)>;

    Identifier(pcsc::Api& api, pcsc::Waiter& waiter, Identify identify, Found found);
    ~Identifier(); ///< cancels what runs, and joins
    Identifier(const Identifier&) = delete;
    Identifier& operator=(const Identifier&) = delete;

    void add(IdentifyJob job);

  private:
    void run();
    std::optional<IdentifyJob> next();

    pcsc::Api& api_;
    pcsc::Waiter& waiter_;
    const Identify identify_;
    const Found found_;
    CancelToken cancel_;
    pcsc::Bell stop_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<IdentifyJob> jobs_;
    std::thread thread_;
};

} // namespace tanba::card
