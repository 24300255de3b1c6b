#pragma once

#include "app/cli/command.h"
#include "app/demo/demo_environment.h"
#include "core/base/http_transport.h"

#include <string>

namespace tanba::cli {

/// What a login of the demonstration showed.
struct DemoLogin {
    std::string sender; ///< of the SMS; empty with a QR code
    std::string code;
    std::string name; ///< in whose name the portal let the person in
};

/// The logins of the demonstration, through core/portal, with the key on the simulated card and the phone
/// that the reference portal believes in.
class DemoLogins {
  public:
    DemoLogins(const demo::DemoEnvironment& environment, HttpTransport& http, const Services& services)
        : environment_(environment), http_(http), services_(services) {}

    Result<DemoLogin> bySms();
    Result<DemoLogin> byQr();

  private:
    WorkControl control() const { return {&services_.cancel, nullptr}; }

    const demo::DemoEnvironment& environment_;
    HttpTransport& http_;
    const Services& services_;
};

} // namespace tanba::cli
