#pragma once

#include "cardreader/monitor/identify.h"
#include "cardreader/monitor/snapshot.h"
#include "cardreader/pcsc/api.h"
#include "cardreader/pcsc/waiter.h"

#include <functional>
#include <memory>

namespace tanba::card {

/// Watches readers and cards on threads of its own: one waits in SCardGetStatusChange, another finds out what
/// a new card is. Publishes once at the start and whenever something changed, never on two threads at once. A
/// card that has to be identified first shows as Reading.
class ReaderMonitor {
  public:
    /// Must be quick, and must not destroy the monitor.
    using Publish = std::function<void(const Snapshot&)>;

    /// `api` and `waiter` must outlive every thread that may still be opening a card (pcsc/card_slot.h).
    ReaderMonitor(pcsc::Api& api, pcsc::Waiter& waiter, Identify identify, Publish publish);
    /// Stops waiting (SCardCancel), cancels an identification and joins the threads.
    ~ReaderMonitor();
    ReaderMonitor(const ReaderMonitor&) = delete;
    ReaderMonitor& operator=(const ReaderMonitor&) = delete;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace tanba::card
