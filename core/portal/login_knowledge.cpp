#include "core/portal/login_knowledge.h"

#include "core/portal/wipe.h"

#include <algorithm>
#include <memory>

namespace tanba::portal {

std::optional<Time> LoginKnowledge::ours(const std::optional<Time>& portals) const {
    return portals ? std::optional(*portals - skew) : std::nullopt;
}

void LoginKnowledge::takeDescription(PortalDescription description) {
    view.sms.offered = description.offers(FactorType::Sms);
    view.sms.sender = description.sms.sender;
    view.sms.codeLength = description.sms.codeLength;
    view.sms.roamingRequiredAbroad = description.sms.roamingRequiredAbroad;
    view.qr.offered = view.qr.available = description.offers(FactorType::Qr);
    view.portal = std::make_shared<const PortalDescription>(std::move(description));
}

void LoginKnowledge::takeChallenge(const ChallengeAnswer& answer) {
    loginId = answer.loginId;
    challenge = answer.challenge;
    view.challengeExpiresAt = ours(answer.expiresAt);
}

void LoginKnowledge::takeFactor(const Factor& factor) {
    if (factor.type == FactorType::Qr) {
        view.qr.available = factor.available;
        view.qr.obstacle = factor.obstacle;
        return;
    }
    view.sms.available = factor.available;
    view.sms.obstacle = factor.obstacle;
    view.sms.maskedPhone = factor.maskedPhone;
    view.sms.sentAt = ours(factor.sentAt);
    view.sms.expiresAt = ours(factor.expiresAt);
    view.sms.resendAt = ours(factor.resendAt);
    view.sms.attemptsLeft = factor.attemptsLeft;
    view.sms.resendsLeft = factor.resendsLeft;
}

void LoginKnowledge::takeLogin(LoginAnswer answer) {
    if (answer.subject)
        view.subject = *answer.subject;
    if (answer.state == LoginAnswerState::SecondFactorRequired) {
        for (const FactorType type : {FactorType::Sms, FactorType::Qr}) {
            const auto told = std::ranges::find(answer.factors, type, &Factor::type);
            Factor none;
            none.type = type;
            none.obstacle = FactorObstacle::NotOffered;
            takeFactor(told == answer.factors.end() ? none : *told);
        }
    }
    if (answer.ending)
        takeEnding(std::move(*answer.ending));
}

void LoginKnowledge::takeQr(QrAnswer answer) {
    qrId = answer.qrId;
    if (!answer.text.empty())
        view.qr.text = answer.text;
    if (answer.expiresAt && clocksAgree) // or a good code would look old
        view.qr.expiresAt = ours(answer.expiresAt);
    view.qr.pollAfter = answer.pollAfter;
    if (answer.ending)
        takeEnding(std::move(*answer.ending));
}

void LoginKnowledge::takeEnding(Ending&& ended) {
    ending = std::move(ended);
    view.ticketExpiresAt = ours(ending.ticketExpiresAt);
}

void LoginKnowledge::takeProblem(const Problem& problem, Time now) {
    const FailureCode code = failureOf(problem).code;
    if (problem.attemptsLeft)
        view.sms.attemptsLeft = problem.attemptsLeft;
    if (problem.resendsLeft)
        view.sms.resendsLeft = problem.resendsLeft;
    if (code == FailureCode::PortalResendTooEarly && problem.retryAfter)
        view.sms.resendAt = now + std::chrono::seconds(*problem.retryAfter);
    if (code == FailureCode::PortalPhoneNotRegistered)
        view.sms.obstacle = FactorObstacle::PhoneNotRegistered;
    if (code == FailureCode::PortalSmsUnavailable)
        view.sms.obstacle = FactorObstacle::SmsGatewayUnavailable;
    if (code == FailureCode::PortalCodeExpired)
        view.sms.expiresAt = now;
}

void LoginKnowledge::takeQrProblem(const Problem& problem) {
    if (failureOf(problem).code != FailureCode::PortalTooManyRequests || !problem.retryAfter)
        return;
    const std::chrono::seconds wanted(*problem.retryAfter);
    view.qr.pollAfter = std::min(std::max(view.qr.pollAfter, wanted), kLongestPause);
}

bool LoginKnowledge::qrIsOver(Time now) const {
    return view.qr.expiresAt && *view.qr.expiresAt <= now;
}

void LoginKnowledge::takeMachine(const MachineState& state) {
    view.stage = state.stage;
    view.sms.phase = state.sms;
    view.qr.phase = state.qr;
    if (state.qr != QrPhase::Shown && state.qr != QrPhase::Scanned) {
        view.qr.text.clear(); // one that leads nowhere is not shown
        view.qr.expiresAt.reset();
    }
    view.canFinish = state.stage == Stage::Completed && !ending.ticket.empty();
}

void LoginKnowledge::wipeSecrets() {
    wipe(challenge);
    wipe(ending.finishUrl);
    ending = {};
    pkce = {};
    view.canFinish = false;
}

} // namespace tanba::portal
