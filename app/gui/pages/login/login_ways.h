#pragma once

#include "app/gui/portal/login_desk.h"

#include <vector>

namespace tanba::gui {

/// What a person can do when something about a login went wrong.
enum class LoginWay {
    Again,      ///< the login from its beginning
    Resume,     ///< the login of an earlier run, once more
    OtherKey,   ///< the same, for another key
    NewCode,    ///< another SMS
    Qr,         ///< the QR code, or a new one
    BindNumber, ///< a page of the portal
    Support,    ///< a page of the portal
};

/// Whether a code by SMS can be asked for: also where the gateway was down a moment ago, for only the portal
/// knows whether it still is.
bool mayAskForCode(const portal::SmsView& sms);

/// The ways that help with a failure and are open at this time, the best first. Never empty once the login is
/// over.
std::vector<LoginWay> waysOn(const Failure& failure, const portal::LoginView& view, Time now);

} // namespace tanba::gui
