#pragma once

#include "core/base/progress.h"

#include <atomic>

namespace tanba {

/// Between the one who may cancel and the work, for the step that cannot be undone: whoever comes first has
/// it, and the other learns of it.
class CancelGate {
  public:
    /// From another thread. False when it is too late: the work goes through.
    bool cancel() {
        token_.cancel();
        return settle(State::Cancelled);
    }
    /// The work, before that step. False when it was cancelled.
    bool begin() { return settle(State::Begun); }
    /// Set before the gate is: what works meanwhile need not come to its end.
    const CancelToken& token() const { return token_; }

  private:
    enum class State { Open, Cancelled, Begun };
    bool settle(State wanted) {
        State now = State::Open;
        return state_.compare_exchange_strong(now, wanted) || now == wanted;
    }

    CancelToken token_;
    std::atomic<State> state_{State::Open};
};

} // namespace tanba
