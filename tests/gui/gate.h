#pragma once

#include "tests/gui/world.h"

#include <condition_variable>
#include <mutex>

namespace tanba::gui::test {

/// Holds another thread where it is, as a disk that does not answer.
class Gate {
  public:
    ~Gate() { open(); }

    void pass() {
        std::unique_lock lock(mutex_);
        waits_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    void awaitGuest() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waits_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool waits_ = false;
    bool open_ = false;
};

/// The next reading of this file waits at the gate: where a key file is opened, its derivation.
void holdNextReading(World& world, const std::filesystem::path& file, Gate& gate);

/// The window lives: events are handled although the work hangs.
void expectAlive();

} // namespace tanba::gui::test
