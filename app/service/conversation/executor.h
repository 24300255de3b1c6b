#pragma once

#include <functional>

namespace tanba::service {

/// Threads, as the service needs them.
class Executor {
  public:
    /// What runs beside the service's thread. Each kind has threads of its own: none keeps another waiting.
    enum class Lane {
        ShortReading, ///< reading and classifying a small message
        LongReading,  ///< the same for all others; may take seconds
        Stamping,     ///< what a page may have without a consent; as slow as an authority's answer
        Signing,      ///< what follows a consent; may take minutes, since a card may wait for a person
    };

    virtual ~Executor() = default;
    /// Runs `task` on the service's thread, later, in the order of the calls. May be called from any thread.
    virtual void post(std::function<void()> task) = 0;
    /// Runs `task` on some other thread. Those of one lane begin in the order of the calls. May be called
    /// from any thread.
    virtual void work(Lane lane, std::function<void()> task) = 0;
};

} // namespace tanba::service
