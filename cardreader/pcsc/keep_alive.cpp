#include "cardreader/pcsc/keep_alive.h"

namespace tanba::card::pcsc {
namespace {

constexpr Duration kPingEach{4000};

} // namespace

KeepAlive::KeepAlive(Waiter& waiter, std::function<void()> ping)
    : thread_([this, &waiter, ping = std::move(ping)] {
          while (!waiter.wait(kPingEach, stop_))
              ping();
      }) {}

KeepAlive::~KeepAlive() {
    stop_.ring();
    thread_.join();
}

} // namespace tanba::card::pcsc
