#pragma once

#include "core/portal/answers.h"
#include "core/portal/login_view.h"
#include "core/portal/pkce.h"
#include "core/portal/problem.h"

#include <chrono>
#include <optional>
#include <string>

namespace tanba::portal {

/// What a login knows besides its stage, and how answers change that. Guarded by its owner.
struct LoginKnowledge {
    LoginView view;
    std::string loginId;
    std::string qrId;
    std::string clientNonce;
    std::string challenge; ///< checked; wiped when the login is over
    Format format = Format::XmlDsig;
    Pkce pkce;
    Ending ending;
    /// The portal's clock minus ours.
    std::chrono::seconds skew{0};
    bool clocksAgree = true; ///< at most kMaxClockSkew apart; otherwise its times tell us nothing

    void takeDescription(PortalDescription description);
    void takeChallenge(const ChallengeAnswer& answer);
    void takeLogin(LoginAnswer answer);
    void takeQr(QrAnswer answer);
    /// Numbers of a problem that a screen shows: what the SMS side and the rest of the login are told, and
    /// what the QR side is.
    void takeProblem(const Problem& problem, Time now);
    void takeQrProblem(const Problem& problem);
    void takeMachine(const MachineState& state);
    /// By the time that the portal gave it.
    bool qrIsOver(Time now) const;
    void wipeSecrets();

  private:
    std::optional<Time> ours(const std::optional<Time>& portals) const;
    void takeFactor(const Factor& factor);
    void takeEnding(Ending&& ended);
};

} // namespace tanba::portal
