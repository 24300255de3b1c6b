#include "core/portal/login_machine.h"

#include "core/portal/login_steps.h"

#include <algorithm>
#include <array>

namespace tanba::portal {

namespace {

using namespace steps;
using K = EventKind;
using R = Request;

struct SetbackRow {
    FailureCode code;
    Setback setback;
};
/// What is not here ends the login.
constexpr std::array<SetbackRow, 15> kSetbacks{{
    {FailureCode::Cancelled, Setback::Stopped},
    {FailureCode::NetworkUnavailable, Setback::Lost},
    {FailureCode::NetworkTimeout, Setback::Lost},
    {FailureCode::NetworkUntrusted, Setback::Lost}, // a hotel's page before its network opens
    {FailureCode::NetworkAnswerWrong, Setback::Lost},
    {FailureCode::PortalUnfinished, Setback::Passing},
    {FailureCode::PortalTooManyRequests, Setback::Passing},
    {FailureCode::PortalPhoneNotRegistered, Setback::Passing},
    {FailureCode::PortalSmsUnavailable, Setback::Passing},
    {FailureCode::PortalCodeWrong, Setback::Passing},
    {FailureCode::PortalCodeExpired, Setback::Passing},
    {FailureCode::PortalResendTooEarly, Setback::Passing},
    {FailureCode::PortalResendLimit, Setback::Passing},
    {FailureCode::PortalQrExpired, Setback::QrGone},
    {FailureCode::PortalQrRejected, Setback::QrRefused},
}};

/// Answers to the question how a login stands, and to a signature; common to several stages.
Step takeLoginAnswer(const MachineState& state, EventKind kind) {
    switch (kind) {
    case K::SecondFactorWanted:
    case K::SecondFactorWantedWithSms:
        return enterSecondFactor(state, kind == K::SecondFactorWantedWithSms);
    case K::LoginCompleted:
        return complete(state);
    case K::LoginEnded:
        return endWithout(state, Stage::Failed);
    default:
        return ignored(state);
    }
}

/// A login of an earlier run is not thrown away because the network is: the record and the portal keep it.
Step endResumedAfter(const MachineState& state, Setback setback) {
    const bool another =
        setback == Setback::Lost || setback == Setback::Stopped || setback == Setback::Passing;
    return state.recorded && another ? putOff() : endAfter(state, setback);
}

// ---- stage by stage ----

Step inIdle(const MachineState& from, const Event& event) {
    MachineState state = from;
    if (event.kind == K::Resume)
        state.loginOpen = state.recorded = true;
    else if (event.kind != K::Describe)
        return ignored(state);
    return askAt(state, Stage::Describing, R::Description);
}

Step inDescribing(const MachineState& state, const Event& event) {
    if (event.kind == K::DescriptionCame)
        return state.loginOpen ? askAt(state, Stage::Refreshing, R::Login) : toStage(state, Stage::Described);
    return event.kind == K::RequestFailed ? endResumedAfter(state, event.setback) : ignored(state);
}

Step inDescribed(const MachineState& from, const Event& event) {
    MachineState state = from;
    if (event.kind == K::Begin)
        return askAt(state, Stage::Beginning, R::Challenge);
    if (event.kind != K::StartQr)
        return ignored(state);
    state.qr = QrPhase::Starting;
    return askAt(state, Stage::PhoneOnly, R::StartQr);
}

Step inBeginning(const MachineState& from, const Event& event) {
    MachineState state = from;
    if (event.kind == K::RequestFailed)
        return endAfter(state, event.setback);
    if (event.kind != K::ChallengeCame && event.kind != K::ChallengeRefused)
        return ignored(state);
    state.loginOpen = true;
    return event.kind == K::ChallengeCame ? toStage(state, Stage::ChallengeIssued)
                                          : endWithout(state, Stage::Failed);
}

Step inChallengeIssued(const MachineState& state, const Event& event) {
    return event.kind == K::Sign ? toStage(state, Stage::Signing, {{ActionKind::Sign}}) : ignored(state);
}

Step inSigning(const MachineState& state, const Event& event) {
    if (event.kind == K::SignatureMade)
        return askAt(state, Stage::SignaturePosted, R::Signature);
    if (event.kind != K::SigningFailed)
        return ignored(state);
    return event.setback == Setback::Passing ? toStage(state, Stage::ChallengeIssued)
                                             : endAfter(state, event.setback);
}

Step inSignaturePosted(const MachineState& state, const Event& event) {
    if (event.kind == K::RequestFailed)
        return event.setback == Setback::Lost ? askAt(state, Stage::Refreshing, R::Login)
                                              : endAfter(state, event.setback);
    if (event.kind == K::ChallengeStillOpen) // an answer to a signature that knows of none
        return endWithout(state, Stage::Failed);
    return takeLoginAnswer(state, event.kind);
}

Step inRefreshing(const MachineState& state, const Event& event) {
    if (event.kind == K::RequestFailed)
        return endResumedAfter(state, event.setback);
    if (event.kind == K::ChallengeStillOpen) // after a crash the challenge is not there any more
        return state.recorded ? endWithout(state, Stage::Failed) : toStage(state, Stage::ChallengeIssued);
    return takeLoginAnswer(state, event.kind);
}

/// A login that is over stays so; what a late answer opened at the portal is ended.
Step afterTheEnd(const MachineState& state, const Event& event) {
    Step step = ignored(state);
    if (event.kind == K::ChallengeCame || event.kind == K::ChallengeRefused)
        step.actions = {{ActionKind::WipeSecrets}, {ActionKind::EndLogin}};
    else if (event.kind == K::QrCame)
        step.actions = {{ActionKind::EndQr}};
    return step;
}

struct StageRow {
    Stage stage;
    std::string_view name;
    Step (*advance)(const MachineState&, const Event&);
};

constexpr std::array<StageRow, 13> kStages{{
    {Stage::Idle, "Idle", inIdle},
    {Stage::Describing, "Describing", inDescribing},
    {Stage::Described, "Described", inDescribed},
    {Stage::Beginning, "Beginning", inBeginning},
    {Stage::ChallengeIssued, "ChallengeIssued", inChallengeIssued},
    {Stage::Signing, "Signing", inSigning},
    {Stage::SignaturePosted, "SignaturePosted", inSignaturePosted},
    {Stage::SecondFactor, "SecondFactor", inSecondFactor},
    {Stage::PhoneOnly, "PhoneOnly", inPhoneOnly},
    {Stage::Refreshing, "Refreshing", inRefreshing},
    {Stage::Completed, "Completed", afterTheEnd},
    {Stage::Cancelled, "Cancelled", afterTheEnd},
    {Stage::Failed, "Failed", afterTheEnd},
}};

const StageRow& rowOf(Stage stage) {
    return *std::ranges::find(kStages, stage, &StageRow::stage);
}

} // namespace

bool isOver(Stage stage) {
    return stage == Stage::Completed || stage == Stage::Cancelled || stage == Stage::Failed;
}

Setback setbackOf(FailureCode code) {
    const auto* const row = std::ranges::find(kSetbacks, code, &SetbackRow::code);
    return row == kSetbacks.end() ? Setback::Fatal : row->setback;
}

std::string_view stageName(Stage stage) {
    return rowOf(stage).name;
}

Step advance(const MachineState& state, const Event& event) {
    if (event.kind == K::Cancel && !isOver(state.stage))
        return endWithout(state, Stage::Cancelled);
    return rowOf(state.stage).advance(state, event);
}

} // namespace tanba::portal
