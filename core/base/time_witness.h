#pragma once

#include "core/base/time.h"

#include <chrono>

namespace tanba {

/// A moment by both clocks of this computer: the one that people set, and one that nobody can set. Of the
/// second only differences mean something, and it may leave out sleep.
struct ClockMoment {
    Time wall{};
    std::chrono::seconds steady{};
};

/// The port through which the program hears what time it is elsewhere, in answers that it asks for anyhow.
/// Told only what was proved: by TLS, or by a signature under an authority that counts. May be used from
/// several threads at once.
class TimeWitness {
  public:
    virtual ~TimeWitness() = default;
    /// Now by this computer's clocks; to be taken before a question goes out.
    virtual ClockMoment moment() const = 0;
    /// An answer that was made at `time`, after the question for it went out at `asked`.
    virtual void answered(Time time, const ClockMoment& asked) = 0;
    /// Something that was made at `time` is here: it is later now, nobody knows by how much.
    virtual void existsSince(Time time) = 0;
};

} // namespace tanba
