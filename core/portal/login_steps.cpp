#include "core/portal/login_steps.h"

#include <utility>

namespace tanba::portal::steps {

namespace {

void cleanUp(const MachineState& state, std::vector<Action>& actions) {
    if (state.recorded)
        actions.push_back({ActionKind::RemoveRecord});
    if (state.qrOpen)
        actions.push_back({ActionKind::EndQr});
}

} // namespace

Step ignored(const MachineState& state) {
    return {state, {}, false};
}

Step to(MachineState next, std::vector<Action> actions) {
    return {next, std::move(actions), true};
}

Step ask(MachineState next, Request request) {
    return to(next, {{ActionKind::Ask, request}});
}

Step toStage(MachineState next, Stage stage, std::vector<Action> actions) {
    next.stage = stage;
    return to(next, std::move(actions));
}

Step askAt(MachineState next, Stage stage, Request request) {
    next.stage = stage;
    return ask(next, request);
}

Step endWithout(const MachineState& state, Stage stage) {
    std::vector<Action> actions{{ActionKind::WipeSecrets}};
    cleanUp(state, actions);
    if (state.loginOpen)
        actions.push_back({ActionKind::EndLogin});
    MachineState next;
    next.stage = stage;
    return to(next, std::move(actions));
}

Step complete(MachineState state) {
    std::vector<Action> actions;
    cleanUp(state, actions);
    MachineState next;
    next.stage = Stage::Completed;
    return to(next, std::move(actions));
}

Step endAfter(const MachineState& state, Setback setback) {
    return endWithout(state, setback == Setback::Stopped ? Stage::Cancelled : Stage::Failed);
}

Step putOff() {
    return to(MachineState{}, {{ActionKind::WipeSecrets}});
}

Step enterSecondFactor(MachineState next, bool codeSent) {
    std::vector<Action> actions;
    if (!next.recorded)
        actions.push_back({ActionKind::WriteRecord});
    next.stage = Stage::SecondFactor;
    next.codeSent = codeSent;
    next.sms = codeSent ? SmsPhase::Waiting : SmsPhase::None;
    next.recorded = true;
    return to(next, std::move(actions));
}

} // namespace tanba::portal::steps
