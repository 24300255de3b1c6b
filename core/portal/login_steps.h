#pragma once

#include "core/portal/login_machine.h"

#include <vector>

namespace tanba::portal::steps {

/// The event does not belong to the state.
Step ignored(const MachineState& state);
Step to(MachineState next, std::vector<Action> actions = {});
Step ask(MachineState next, Request request);
Step toStage(MachineState next, Stage stage, std::vector<Action> actions = {});
Step askAt(MachineState next, Stage stage, Request request);
/// To Cancelled or Failed, with everything that is open ended.
Step endWithout(const MachineState& state, Stage stage);
Step complete(MachineState state);
/// For requests before the second stage: what fails there ends the login.
Step endAfter(const MachineState& state, Setback setback);
/// A login of an earlier run that cannot be gone on with now: its record stays on the disk.
Step putOff();
/// @param codeSent there is a code to type already
Step enterSecondFactor(MachineState next, bool codeSent);

/// The two stages in which several things run beside each other.
Step inSecondFactor(const MachineState& state, const Event& event);
Step inPhoneOnly(const MachineState& state, const Event& event);

} // namespace tanba::portal::steps
