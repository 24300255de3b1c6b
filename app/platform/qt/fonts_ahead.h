#pragma once

#include <thread>

namespace tanba::platform {

/// Reads the system's list of fonts in a thread of its own while Qt connects to the screen, which is mostly
/// waiting: otherwise both come one after the other before the first picture. Fontconfig allows that, and Qt
/// then finds it read.
class FontsAhead {
  public:
    FontsAhead();
    ~FontsAhead() { wait(); }
    FontsAhead(const FontsAhead&) = delete;
    FontsAhead& operator=(const FontsAhead&) = delete;

    /// Before the first font is asked for, or Qt would read them a second time.
    void wait();

  private:
    std::thread reader_;
};

} // namespace tanba::platform
