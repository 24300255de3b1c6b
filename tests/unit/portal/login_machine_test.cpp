#include "core/portal/login_machine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace tanba::test {
namespace {

using namespace portal;

std::vector<Event> everyEvent() {
    std::vector<Event> events;
    for (int kind = 0; kind <= static_cast<int>(EventKind::RequestFailed); ++kind) {
        const auto eventKind = static_cast<EventKind>(kind);
        const bool fails = eventKind == EventKind::RequestFailed;
        const bool setBack = fails || eventKind == EventKind::SigningFailed;
        for (int request = 0; request <= (fails ? static_cast<int>(Request::Login) : 0); ++request)
            for (int setback = 0; setback <= (setBack ? static_cast<int>(Setback::Fatal) : 0); ++setback)
                events.push_back({eventKind, static_cast<Request>(request), static_cast<Setback>(setback)});
    }
    return events;
}

/// Every state that any sequence of events leads to.
std::vector<MachineState> everyState() {
    std::vector<MachineState> found{MachineState{}};
    const auto known = [&found](const MachineState& state) {
        return std::ranges::find(found, state) != found.end();
    };
    for (std::size_t at = 0; at < found.size(); ++at)
        for (const Event& event : everyEvent()) {
            const MachineState next = advance(found[at], event).next;
            if (!known(next))
                found.push_back(next);
        }
    return found;
}

bool has(const Step& step, ActionKind kind) {
    return std::ranges::any_of(step.actions, [kind](const Action& action) { return action.kind == kind; });
}

bool asks(const Step& step) {
    return has(step, ActionKind::Ask) || has(step, ActionKind::Sign);
}

TEST(LoginMachine, ReachesEveryStageAndNoAbsurdState) {
    const auto states = everyState();
    for (int stage = 0; stage <= static_cast<int>(Stage::Failed); ++stage)
        EXPECT_TRUE(std::ranges::any_of(states, [stage](const MachineState& state) {
            return state.stage == static_cast<Stage>(stage);
        })) << stageName(static_cast<Stage>(stage));
    EXPECT_LT(states.size(), 200U);
    for (const MachineState& state : states) {
        SCOPED_TRACE(stageName(state.stage));
        const bool second = state.stage == Stage::SecondFactor;
        EXPECT_TRUE(second || state.sms == SmsPhase::None);
        EXPECT_TRUE(second || state.stage == Stage::PhoneOnly || state.qr == QrPhase::None);
        EXPECT_TRUE(state.codeSent || state.sms != SmsPhase::Posting);
        EXPECT_EQ(state.qrOpen, state.qr == QrPhase::Shown || state.qr == QrPhase::Scanned);
        if (isOver(state.stage)) {
            MachineState plain;
            plain.stage = state.stage;
            EXPECT_EQ(state, plain);
        }
    }
}

TEST(LoginMachine, EveryEventInEveryStateEndsInADefinedState) {
    for (const MachineState& state : everyState())
        for (const Event& event : everyEvent()) {
            SCOPED_TRACE(std::string(stageName(state.stage)) + ", event " +
                         std::to_string(static_cast<int>(event.kind)) + ", request " +
                         std::to_string(static_cast<int>(event.request)) + ", setback " +
                         std::to_string(static_cast<int>(event.setback)));
            const Step step = advance(state, event);
            if (!step.accepted) {
                EXPECT_EQ(step.next, state);
                EXPECT_FALSE(asks(step));
            }
            // One thing at a time, and the last: what comes of it is the next event.
            for (std::size_t at = 0; at + 1 < step.actions.size(); ++at) {
                EXPECT_NE(step.actions[at].kind, ActionKind::Ask);
                EXPECT_NE(step.actions[at].kind, ActionKind::Sign);
            }
            // A stage in which a request is out was entered with that request, and with no other.
            const bool waits = step.next.stage == Stage::Describing || step.next.stage == Stage::Beginning ||
                               step.next.stage == Stage::Signing ||
                               step.next.stage == Stage::SignaturePosted ||
                               step.next.stage == Stage::Refreshing;
            if (step.accepted && waits && step.next.stage != state.stage) {
                EXPECT_TRUE(asks(step));
            }
        }
}

TEST(LoginMachine, EveryEndCleansUp) {
    for (const MachineState& state : everyState()) {
        if (isOver(state.stage))
            continue;
        for (const Event& event : everyEvent()) {
            const Step step = advance(state, event);
            if (!isOver(step.next.stage))
                continue;
            SCOPED_TRACE(stageName(state.stage));
            EXPECT_EQ(has(step, ActionKind::RemoveRecord), state.recorded);
            EXPECT_FALSE(asks(step));
            const bool confirmed = event.kind == EventKind::QrConfirmed;
            const bool qrEndedItself =
                event.kind == EventKind::RequestFailed &&
                (event.setback == Setback::QrGone || event.setback == Setback::QrRefused);
            EXPECT_EQ(has(step, ActionKind::EndQr), state.qrOpen && !confirmed && !qrEndedItself);
            const bool completed = step.next.stage == Stage::Completed;
            EXPECT_EQ(has(step, ActionKind::WipeSecrets), !completed); // ticket and verifier are still needed
            const bool opened = state.loginOpen || event.kind == EventKind::ChallengeRefused;
            EXPECT_EQ(has(step, ActionKind::EndLogin), opened && !completed);
        }
    }
}

/// What an earlier run left is thrown away by an answer, never by the lack of one.
TEST(LoginMachine, AResumeWithoutAnAnswerOnlyPutsItOff) {
    MachineState resuming = advance({}, {EventKind::Resume}).next;
    ASSERT_EQ(resuming.stage, Stage::Describing);
    const MachineState asking = advance(resuming, {EventKind::DescriptionCame}).next;
    ASSERT_EQ(asking.stage, Stage::Refreshing);
    struct Waiting {
        MachineState state;
        Request request;
    };
    for (const Waiting& row : {Waiting{resuming, Request::Description}, Waiting{asking, Request::Login}})
        for (const Setback setback : {Setback::Lost, Setback::Stopped, Setback::Passing, Setback::Fatal}) {
            SCOPED_TRACE(static_cast<int>(setback));
            const Step step = advance(row.state, {EventKind::RequestFailed, row.request, setback});
            const bool over = setback == Setback::Fatal;
            EXPECT_EQ(step.next.stage, over ? Stage::Failed : Stage::Idle);
            EXPECT_EQ(has(step, ActionKind::RemoveRecord), over);
            EXPECT_EQ(has(step, ActionKind::EndLogin), over);
            EXPECT_TRUE(has(step, ActionKind::WipeSecrets));
            if (!over) {
                EXPECT_EQ(step.next, MachineState{});
            }
        }
}

TEST(LoginMachine, CancelEndsEverythingThatIsNotOver) {
    for (const MachineState& state : everyState()) {
        const Step step = advance(state, {EventKind::Cancel});
        EXPECT_EQ(step.next.stage, isOver(state.stage) ? state.stage : Stage::Cancelled);
        EXPECT_EQ(step.accepted, !isOver(state.stage));
    }
}

TEST(LoginMachine, WhatComesAfterTheEndChangesNothingAndIsEndedAtThePortal) {
    for (const Stage stage : {Stage::Completed, Stage::Cancelled, Stage::Failed}) {
        MachineState over;
        over.stage = stage;
        for (const Event& event : everyEvent()) {
            const Step step = advance(over, event);
            EXPECT_FALSE(step.accepted);
            EXPECT_EQ(step.next, over);
            const bool late =
                event.kind == EventKind::ChallengeCame || event.kind == EventKind::ChallengeRefused;
            EXPECT_EQ(has(step, ActionKind::EndLogin), late);
            EXPECT_EQ(has(step, ActionKind::EndQr), event.kind == EventKind::QrCame);
        }
    }
}

/// From every state there is a way to the end, whatever happens: no state is a trap.
TEST(LoginMachine, NoStateIsATrap) {
    for (const MachineState& state : everyState()) {
        if (isOver(state.stage))
            continue;
        EXPECT_TRUE(std::ranges::any_of(everyEvent(), [&state](const Event& event) {
            return event.kind != EventKind::Cancel && advance(state, event).accepted;
        })) << stageName(state.stage);
    }
}

TEST(LoginMachine, WhatEndsALogin) {
    EXPECT_EQ(setbackOf(FailureCode::Cancelled), Setback::Stopped);
    EXPECT_EQ(setbackOf(FailureCode::NetworkTimeout), Setback::Lost);
    EXPECT_EQ(setbackOf(FailureCode::NetworkUntrusted),
              Setback::Lost); // nothing was sent, as without a network
    EXPECT_EQ(setbackOf(FailureCode::PortalAnswerWrong), Setback::Fatal);
    EXPECT_EQ(setbackOf(FailureCode::PortalLocked), Setback::Fatal);
    EXPECT_EQ(setbackOf(FailureCode::PortalCodeWrong), Setback::Passing);
    EXPECT_EQ(setbackOf(FailureCode::PortalQrRejected), Setback::QrRefused);
}

} // namespace
} // namespace tanba::test
