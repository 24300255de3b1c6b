#pragma once

// For the POSIX twin of child_process; nobody else sees the system's types.

#include "core/base/child_process.h"

#include <sys/types.h>
#include <unistd.h>

#include <utility>

namespace tanba {

/// Closed when destroyed.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    int get() const { return number_; }

  private:
    int number_;
};

struct StartedChild {
    Descriptor connection; ///< our end of the pair of sockets
    pid_t process = -1;
};

/// Starts the program with its end as standard input. The failure `notStarted`.
Result<StartedChild> startConnected(const ChildProgram& program);

} // namespace tanba
