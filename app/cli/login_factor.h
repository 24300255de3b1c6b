#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/portal/login.h"

namespace tanba::cli {

/// The second stage of a login on the terminal.
class LoginSecondStage {
  public:
    LoginSecondStage(portal::Login& login, const Services& services)
        : login_(login), services_(services), console_(services.console) {}

    /// Until the login is complete.
    /// @returns the failure that the person cannot mend here; cancelled
    Outcome walk(LoginFactor wish);

  private:
    Outcome bySms();
    Outcome byQr();
    Outcome askForCode();
    void showQr();
    Outcome wait(std::chrono::seconds time) const;
    WorkControl control() const { return {&services_.cancel, nullptr}; }

    portal::Login& login_;
    const Services& services_;
    Console& console_;
};

} // namespace tanba::cli
