#pragma once

#include "core/keys/token.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace tanba::gui {

/// Gives a key the secret that a person typed before the work began, once. A token that wants its PIN for
/// each signature makes the working thread wait until it is typed again: what was typed is never used twice.
class SigningPins : public keys::PinSource {
  public:
    /// Both are called on the working thread.
    struct Asking {
        std::function<void()> onReader; ///< the reader's keys are to be used now
        std::function<void()> again;    ///< give() or giveUp() is waited for
    };

    SigningPins(SecretBytes typed, Asking asking) : typed_(std::move(typed)), asking_(std::move(asking)) {}

    /// `cancelled` after giveUp().
    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& rules) override;

    void give(SecretBytes typed);
    void giveUp();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    SecretBytes typed_;
    bool gaveUp_ = false;
    Asking asking_;
};

} // namespace tanba::gui
