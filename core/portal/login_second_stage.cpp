#include "core/portal/login_steps.h"

namespace tanba::portal::steps {

namespace {

using K = EventKind;
using R = Request;

SmsPhase restingPhase(const MachineState& state) {
    return state.codeSent ? SmsPhase::Waiting : SmsPhase::None;
}

bool smsIsBusy(const MachineState& state) {
    return state.sms == SmsPhase::Sending || state.sms == SmsPhase::Posting;
}

/// The person's events and answers of the SMS side.
Step onSmsSide(MachineState state, EventKind kind) {
    switch (kind) {
    case K::SendCode:
        if (smsIsBusy(state))
            return ignored(state);
        state.sms = SmsPhase::Sending;
        return ask(state, R::SendCode);
    case K::PostCode:
        if (state.sms != SmsPhase::Waiting)
            return ignored(state);
        state.sms = SmsPhase::Posting;
        return ask(state, R::PostCode);
    case K::CodeSent:
    case K::SecondFactorWantedWithSms:
        state.codeSent = true;
        state.sms = SmsPhase::Waiting;
        return to(state);
    case K::SecondFactorWanted:
        state.sms = restingPhase(state);
        return to(state);
    default:
        return ignored(state);
    }
}

bool mayStartQr(QrPhase phase) {
    return phase == QrPhase::None || phase == QrPhase::Rejected || phase == QrPhase::Expired;
}

bool qrIsLive(QrPhase phase) {
    return phase == QrPhase::Shown || phase == QrPhase::Scanned;
}

Step onQrSide(MachineState state, EventKind kind) {
    if (kind == K::StartQr && mayStartQr(state.qr)) {
        state.qr = QrPhase::Starting;
        return ask(state, R::StartQr);
    }
    if (kind == K::QrCame && state.qr == QrPhase::Starting) {
        state.qr = QrPhase::Shown;
        state.qrOpen = true;
        return to(state);
    }
    if (!qrIsLive(state.qr))
        return ignored(state);
    switch (kind) {
    case K::PollQr:
        return ask(state, R::PollQr);
    case K::QrStillPending:
        return to(state);
    case K::QrWasScanned:
        state.qr = QrPhase::Scanned;
        return to(state);
    case K::QrConfirmed:
        state.qrOpen = false;
        return complete(state);
    default:
        return ignored(state);
    }
}

/// A QR session that is over by itself; another may be started.
Step qrEnded(MachineState state, QrPhase phase) {
    state.qr = phase;
    state.qrOpen = false;
    return to(state);
}

Step qrFailed(MachineState state, const Event& event) {
    const bool starting = event.request == R::StartQr;
    if (starting ? state.qr != QrPhase::Starting : !qrIsLive(state.qr))
        return ignored(state);
    switch (event.setback) {
    case Setback::QrGone:
        return qrEnded(state, QrPhase::Expired);
    case Setback::QrRefused:
        return qrEnded(state, QrPhase::Rejected);
    case Setback::Stopped:
        return starting ? endWithout(state, Stage::Cancelled) : to(state);
    case Setback::Fatal:
        return endWithout(state, Stage::Failed);
    default:
        return starting ? qrEnded(state, QrPhase::None) : to(state);
    }
}

Step smsFailed(MachineState state, const Event& event) {
    if (event.setback == Setback::Fatal || event.setback == Setback::Stopped)
        return endAfter(state, event.setback);
    // The code may be on its way, or the login complete: the portal knows.
    if (event.setback == Setback::Lost && event.request != R::Login && smsIsBusy(state))
        return ask(state, R::Login);
    if (!smsIsBusy(state))
        return event.request == R::Login ? to(state) : ignored(state);
    state.sms = restingPhase(state);
    return to(state);
}

} // namespace

Step inSecondFactor(const MachineState& state, const Event& event) {
    switch (event.kind) {
    case K::RequestFailed:
        return event.request == R::StartQr || event.request == R::PollQr ? qrFailed(state, event)
                                                                         : smsFailed(state, event);
    case K::LoginCompleted:
        return complete(state);
    case K::LoginEnded:
    case K::ChallengeStillOpen: // it was signed: another login than ours
        return endWithout(state, Stage::Failed);
    case K::QrConfirmedWithoutTicket:
        return qrIsLive(state.qr) ? ask(state, R::Login) : ignored(state);
    default:
        break;
    }
    Step step = onSmsSide(state, event.kind);
    return step.accepted ? step : onQrSide(state, event.kind);
}

Step inPhoneOnly(const MachineState& state, const Event& event) {
    if (event.kind == K::RequestFailed)
        return event.request == R::StartQr || event.request == R::PollQr ? qrFailed(state, event)
                                                                         : ignored(state);
    return onQrSide(state, event.kind);
}

} // namespace tanba::portal::steps
