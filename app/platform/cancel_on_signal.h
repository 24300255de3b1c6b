#pragma once

#include "core/base/progress.h"

#include <memory>

namespace tanba::platform {

/// From now on Ctrl-C, a closed terminal and a polite kill (of Windows: the end of the session) no longer end
/// the process: they set this token, long work stops at the next step and cleans up behind itself. A signal
/// that was ignored from birth (nohup) stays ignored.
const CancelToken& cancelOnSignal();

/// Holds those signals back for as long as it lives, so that a waiting call lets them in at one point only
/// and none falls between a look at the token and the wait.
class SignalsHeldBack {
  public:
    SignalsHeldBack();
    ~SignalsHeldBack();
    SignalsHeldBack(const SignalsHeldBack&) = delete;
    SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;

    /// Waits until `descriptor` can be read; -1: for a signal alone. False when a signal came instead or the
    /// wait failed.
    bool waitReadable(int descriptor) const;

  private:
    struct Before; ///< what was held back anyway
    std::unique_ptr<const Before> before_;
};

} // namespace tanba::platform
