#pragma once

#include "core/portal/exchange.h"
#include "core/portal/login.h"
#include "core/portal/login_knowledge.h"
#include "core/portal/login_machine.h"
#include "core/portal/login_questions.h"

#include <mutex>
#include <optional>
#include <string>

namespace tanba::portal {

/// What one call of the person brings along, and what became of it.
struct LoginCall {
    const WorkControl& control;
    keys::KeySession* session = nullptr;
    SecretBytes code = {};
    Bytes signedChallenge = {};
    std::optional<Failure> failure = std::nullopt;
    bool refreshed = false; ///< the portal told how the login stands after an answer was lost
};

/// The inside of Login: feeds the machine with events, carries its actions out, and feeds it with what came
/// of them.
class LoginCore {
  public:
    LoginCore(LoginPorts outside, std::string portalOrigin, PortalSource portalSource);

    /// The person's event and everything that follows from it.
    Outcome run(EventKind first, LoginCall& call);
    Result<Reply> exchangeFor(Request request, Question question, LoginCall& call);
    LoginQuestions questions() const { return LoginQuestions(knowledge.view.portal->authBase); }

    const LoginPorts ports;
    const std::string origin;
    const PortalSource source;
    /// Guards what follows; never held while something is asked or signed.
    mutable std::mutex mutex;
    MachineState machine;
    LoginKnowledge knowledge;

  private:
    Step take(const Event& event);
    Step takeLocked(const Event& event);
    std::optional<Event> carryOut(const Action& action, LoginCall& call);
    Event sign(LoginCall& call);
    Event ask(Request request, LoginCall& call);
    Event askDescription(LoginCall& call);
    Event askChallenge(LoginCall& call);
    Event askLogin(Request request, LoginCall& call);
    Event askQr(Request request, LoginCall& call);
    Event qrFailed(Request request, const Failure& failure, LoginCall& call) const;
    Outcome renewPkce();
    Event failed(Request request, const Failure& failure, LoginCall& call) const;
    Question questionFor(Request request, LoginCall& call);
    Outcome judged(const PortalDescription& description) const;
    Outcome judged(const LoginAnswer& answer) const;
    void endAtPortal(ActionKind kind, const WorkControl& control);
    Outcome writeRecord();
    void removeRecord();
    Outcome notNow(EventKind kind) const;
    Outcome outcomeOf(EventKind first, Stage before, LoginCall& call);
};

} // namespace tanba::portal
