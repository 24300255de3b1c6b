#pragma once

#include "app/cli/command.h"
#include "app/cli/demo_typist.h"
#include "app/demo/demo_environment.h"
#include "core/base/http_transport.h"
#include "core/portal/login.h"

#include <string>

namespace tanba::cli {

/// The logins of the demonstration, through core/portal, with the key on the simulated card and the phone
/// that the reference portal believes in.
class DemoLogins {
  public:
    DemoLogins(const demo::DemoEnvironment& environment, HttpTransport& http, const Services& services,
               DemoTypist& typist)
        : environment_(environment), http_(http), services_(services), typist_(typist) {}

    /// In whose name the portal let the person in.
    Result<std::string> bySms();
    Result<std::string> byQr();

  private:
    WorkControl control() const { return {&services_.cancel, nullptr}; }
    Outcome enterFirstStage(portal::Login& login);
    Outcome postCode(portal::Login& login, const std::string& sent);
    Outcome showQr(const std::string& text);
    Result<std::string> enter(portal::Login& login) const;

    const demo::DemoEnvironment& environment_;
    HttpTransport& http_;
    const Services& services_;
    DemoTypist& typist_;
};

} // namespace tanba::cli
