#pragma once

#include "cardreader/monitor/reader_monitor.h"
#include "tests/support/scripted_pcsc.h"

#include <condition_variable>
#include <mutex>

namespace tanba::card {

/// The monitor over the readers of a test, as the window has it while somebody signs. It knows cards by their
/// answer to reset and sends nothing: faults are counted by APDU.
class WatchedReaders {
  public:
    explicit WatchedReaders(test::ScriptedPcsc& pcsc);
    /// Lets virtual time pass until what the monitor published last is what is there; false after 20 s of
    /// real time.
    bool untilTrue();

  private:
    bool isTrue() const;

    test::ScriptedPcsc& pcsc_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Snapshot shown_;
    ReaderMonitor monitor_;
};

} // namespace tanba::card
