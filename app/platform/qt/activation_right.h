#pragma once

#include <QString>

namespace tanba::platform {

/// As long as it lives, a window of this program that is activated may take the keyboard by this token
/// (xdg_activation_v1 of Wayland). On the thread of the windows; without a token it does nothing.
class ActivationRight {
  public:
    explicit ActivationRight(const QString& token);
    ~ActivationRight();
    ActivationRight(const ActivationRight&) = delete;
    ActivationRight& operator=(const ActivationRight&) = delete;

  private:
    const bool given_;
};

} // namespace tanba::platform
