#pragma once

#include "core/base/failure.h"
#include "core/base/time.h"
#include "core/portal/answers.h"
#include "core/portal/description.h"
#include "core/portal/login_machine.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::portal {

/// All times of a view are by this computer's clock: what the portal's clock is off (at most kMaxClockSkew)
/// is taken into account, so that countdowns are right.
struct SmsView {
    bool offered = false;   ///< by the portal's description
    bool available = false; ///< for this login, now
    FactorObstacle obstacle = FactorObstacle::None;
    SmsPhase phase = SmsPhase::None;
    std::string sender; ///< from the portal only
    std::string maskedPhone;
    std::optional<int> codeLength; ///< from the portal only; any of 4 to 8 when it does not say
    std::optional<Time> sentAt;
    std::optional<Time> expiresAt;
    std::optional<Time> resendAt;
    std::optional<int> attemptsLeft;
    std::optional<int> resendsLeft;
    bool roamingRequiredAbroad = true;
};

struct QrView {
    bool offered = false;
    bool available = false;
    FactorObstacle obstacle = FactorObstacle::None;
    QrPhase phase = QrPhase::None;
    std::string text;
    std::optional<Time> expiresAt;
    /// As the portal wants it; pauseBeforePoll() is how long to wait.
    std::chrono::seconds pollAfter{2};
};

/// Before the next pollQr(). Not past the end of the code: the poll that follows finds it out.
inline std::chrono::seconds pauseBeforePoll(const QrView& qr, Time now) {
    constexpr std::chrono::seconds kShortest{1};
    const auto left = qr.expiresAt ? *qr.expiresAt - now : qr.pollAfter;
    return std::max(kShortest, std::min(qr.pollAfter, left));
}

/// What a screen needs. Holds no code, no ticket, no verifier: Login::finishAddress() gives the end.
struct LoginView {
    Stage stage = Stage::Idle;
    std::string origin;
    std::shared_ptr<const PortalDescription> portal; ///< null before it was described
    std::optional<Time> challengeExpiresAt;
    Subject subject; ///< empty before the signature was accepted
    SmsView sms;
    QrView qr;
    /// Of the last call that failed; a call that does something else takes it away. Polling touches it only
    /// when the QR ends or the login does.
    std::optional<Failure> lastFailure;
    bool canFinish = false; ///< Completed, and the ticket was not used yet
    std::optional<Time> ticketExpiresAt;
};

} // namespace tanba::portal
