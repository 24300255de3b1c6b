#include "core/portal/login_core.h"

#include "core/portal/login_signing.h"
#include "core/portal/wipe.h"

namespace tanba::portal {

LoginCore::LoginCore(LoginPorts outside, std::string portalOrigin, PortalSource portalSource)
    : ports(std::move(outside)), origin(std::move(portalOrigin)), source(portalSource) {
    knowledge.view.origin = origin;
}

Step LoginCore::take(const Event& event) {
    const std::lock_guard lock(mutex);
    return takeLocked(event);
}

Step LoginCore::takeLocked(const Event& event) {
    Step step = advance(machine, event);
    machine = step.next;
    knowledge.takeMachine(machine);
    return step;
}

Outcome LoginCore::notNow(EventKind kind) const {
    const std::lock_guard lock(mutex);
    if (isOver(machine.stage))
        return fail(FailureCode::PortalLoginGone);
    return fail(FailureCode::Internal, {},
                "portal login: event " + std::to_string(static_cast<int>(kind)) + " in " +
                    std::string(stageName(machine.stage)));
}

Outcome LoginCore::run(EventKind first, LoginCall& call) {
    Stage before{};
    Step step;
    {
        const std::lock_guard lock(mutex);
        before = machine.stage;
        step = takeLocked({first});
        if (step.accepted && first != EventKind::PollQr)
            knowledge.view.lastFailure.reset();
    }
    if (!step.accepted)
        return notNow(first);
    while (true) {
        std::optional<Event> next;
        for (const Action& action : step.actions)
            next = carryOut(action, call);
        if (!next)
            return outcomeOf(first, before, call);
        step = take(*next);
    }
}

Outcome LoginCore::outcomeOf(EventKind first, Stage before, LoginCall& call) {
    const std::lock_guard lock(mutex);
    const bool wentOn = machine.stage != before && machine.stage != Stage::Failed;
    if (call.refreshed && wentOn)
        call.failure.reset(); // the answer was lost, but not what it said
    if (machine.stage == Stage::Failed && !call.failure)
        call.failure = fail(FailureCode::PortalLoginGone);
    if (machine.stage == Stage::Cancelled && first != EventKind::Cancel)
        call.failure = fail(FailureCode::Cancelled);
    const bool quiet = first == EventKind::PollQr && call.failure && !isOver(machine.stage) &&
                       machine.qr != QrPhase::Expired && machine.qr != QrPhase::Rejected;
    if (!quiet && (first != EventKind::PollQr || call.failure))
        knowledge.view.lastFailure = call.failure;
    return call.failure ? Outcome(*call.failure) : Outcome(Done{});
}

std::optional<Event> LoginCore::carryOut(const Action& action, LoginCall& call) {
    switch (action.kind) {
    case ActionKind::Ask:
        return ask(action.request, call);
    case ActionKind::Sign:
        return sign(call);
    case ActionKind::EndQr:
    case ActionKind::EndLogin:
        endAtPortal(action.kind, call.control);
        return std::nullopt;
    case ActionKind::WriteRecord:
        // Without a record the login goes on; it only cannot be resumed.
        static_cast<void>(writeRecord());
        return std::nullopt;
    case ActionKind::RemoveRecord:
        removeRecord();
        return std::nullopt;
    case ActionKind::WipeSecrets: {
        const std::lock_guard lock(mutex);
        knowledge.wipeSecrets();
        return std::nullopt;
    }
    }
    return std::nullopt;
}

void LoginCore::endAtPortal(ActionKind kind, const WorkControl& control) {
    Question question;
    {
        const std::lock_guard lock(mutex);
        if (!knowledge.view.portal)
            return; // resumed, and the portal could not even be asked who it is
        question = kind == ActionKind::EndQr ? questions().endQr(knowledge.qrId)
                                             : questions().endLogin(knowledge.loginId);
    }
    // Who is stopped says one last word: the program may be on its way out, and a portal may be silent.
    const bool stopped = control.cancelled();
    question.within = stopped ? Login::kLastWordWithin : Login::kCleanUpWithin;
    // Whatever it answers: what was not ended ends by its time.
    static_cast<void>(
        exchange(ports.http, std::move(question), ports.clock.now(), stopped ? WorkControl{} : control));
}

Outcome LoginCore::writeRecord() {
    if (ports.record.empty())
        return Done{};
    ResumeRecord record;
    {
        const std::lock_guard lock(mutex);
        record = {origin, knowledge.loginId, ports.clock.now() + kResumeWithin,
                  SecretBytes::copyOf(knowledge.pkce.verifier.view())};
    }
    return writeResumeRecord(ports.files, ports.record, record);
}

void LoginCore::removeRecord() {
    if (ports.record.empty())
        return;
    RecordOwner owner;
    {
        const std::lock_guard lock(mutex);
        owner = {origin, knowledge.loginId};
    }
    static_cast<void>(removeResumeRecord(ports.files, ports.record, owner));
}

Event LoginCore::sign(LoginCall& call) {
    std::string challenge;
    Format format{};
    std::optional<Time> expires;
    {
        const std::lock_guard lock(mutex);
        challenge = knowledge.challenge;
        format = knowledge.format;
        expires = knowledge.view.challengeExpiresAt;
    }
    const Time now = ports.clock.now();
    auto made = expires && *expires < now
                    ? Result<Bytes>(fail(FailureCode::PortalChallengeExpired))
                    : signChallenge(*call.session, challenge, format, origin, now, call.control);
    wipe(challenge);
    if (!made.ok()) {
        call.failure = made.failure();
        return {EventKind::SigningFailed, Request::None, signingSetback(made.failure().code, call.control)};
    }
    call.signedChallenge = std::move(made).value();
    return {EventKind::SignatureMade};
}

} // namespace tanba::portal
