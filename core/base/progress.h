#pragma once

#include <atomic>
#include <cstdint>

namespace tanba {

/// Set from another thread to stop long work; the work then fails with `cancelled` and leaves nothing behind.
class CancelToken {
  public:
    void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
    bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

  private:
    std::atomic<bool> cancelled_{false};
};

/// Told how far long work has come. Called on the working thread.
class ProgressSink {
  public:
    virtual ~ProgressSink() = default;
    virtual void progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) = 0;
};

/// How long work is watched and stopped; both may be absent.
struct WorkControl {
    const CancelToken* cancel = nullptr;
    ProgressSink* progress = nullptr;

    bool cancelled() const { return cancel != nullptr && cancel->cancelled(); }
};

} // namespace tanba
