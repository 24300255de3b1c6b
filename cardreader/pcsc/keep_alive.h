#pragma once

#include "cardreader/pcsc/waiter.h"

#include <functional>
#include <thread>

namespace tanba::card::pcsc {

/// Calls `ping` every 4 seconds on a thread of its own until destroyed: Windows resets a card after 5 seconds
/// of silence inside a transaction. The owner's locking keeps pings and commands apart.
class KeepAlive {
  public:
    KeepAlive(Waiter& waiter, std::function<void()> ping);
    ~KeepAlive();
    KeepAlive(const KeepAlive&) = delete;
    KeepAlive& operator=(const KeepAlive&) = delete;

  private:
    Bell stop_;
    std::thread thread_;
};

} // namespace tanba::card::pcsc
