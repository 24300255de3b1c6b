#include "core/portal/login_core.h"

#include <algorithm>

namespace tanba::portal {

namespace {

Event eventOf(LoginAnswerState state, const std::vector<Factor>& factors) {
    const auto sms = std::ranges::find(factors, FactorType::Sms, &Factor::type);
    const bool sent = sms != factors.end() && sms->sentAt.has_value();
    switch (state) {
    case LoginAnswerState::ChallengeIssued:
        return {EventKind::ChallengeStillOpen};
    case LoginAnswerState::SecondFactorRequired:
        return {sent ? EventKind::SecondFactorWantedWithSms : EventKind::SecondFactorWanted};
    case LoginAnswerState::Completed:
        return {EventKind::LoginCompleted};
    case LoginAnswerState::Locked:
    case LoginAnswerState::Expired:
    case LoginAnswerState::Cancelled:
        break;
    }
    return {EventKind::LoginEnded};
}

bool isOfQr(Request request) {
    return request == Request::StartQr || request == Request::PollQr;
}

/// Whether the portal may answer this question with a login in this state.
bool belongsTo(Request request, LoginAnswerState state) {
    switch (request) {
    case Request::Signature:
        return state != LoginAnswerState::ChallengeIssued;
    case Request::SendCode:
        return state != LoginAnswerState::ChallengeIssued && state != LoginAnswerState::Completed;
    case Request::PostCode:
        return state != LoginAnswerState::ChallengeIssued && state != LoginAnswerState::SecondFactorRequired;
    default:
        return true;
    }
}

} // namespace

Event LoginCore::failed(Request request, const Failure& failure, LoginCall& call) const {
    if (!call.failure)
        call.failure = failure;
    return {EventKind::RequestFailed, request, setbackOf(failure.code)};
}

Result<Reply> LoginCore::exchangeFor(Request request, Question question, LoginCall& call) {
    std::optional<Problem> problem;
    auto reply = exchange(ports.http, std::move(question), ports.clock.now(), call.control, &problem);
    const std::lock_guard lock(mutex);
    if (problem && isOfQr(request))
        knowledge.takeQrProblem(*problem);
    else if (problem)
        knowledge.takeProblem(*problem, ports.clock.now());
    if (reply.ok() && reply.value().skew) {
        knowledge.clocksAgree = std::chrono::abs(*reply.value().skew) <= kMaxClockSkew;
        if (knowledge.clocksAgree)
            knowledge.skew = *reply.value().skew;
    }
    return reply;
}

/// A poll without an answer of use says nothing about a QR, but its time does: another may be shown then.
Event LoginCore::qrFailed(Request request, const Failure& failure, LoginCall& call) const {
    Event event = failed(request, failure, call);
    const bool open = event.setback == Setback::Lost || event.setback == Setback::Passing;
    const std::lock_guard lock(mutex);
    if (request == Request::PollQr && open && knowledge.qrIsOver(ports.clock.now()))
        event.setback = Setback::QrGone;
    return event;
}

Question LoginCore::questionFor(Request request, LoginCall& call) {
    const std::lock_guard lock(mutex);
    const LoginKnowledge& known = knowledge;
    switch (request) {
    case Request::Signature:
        return questions().signature(known.loginId, std::move(call.signedChallenge));
    case Request::SendCode:
        return questions().sendCode(known.loginId);
    case Request::PostCode: {
        Question question = questions().postCode(known.loginId, call.code);
        call.code.clear();
        return question;
    }
    case Request::StartQr:
        return questions().startQr(known.loginId, known.pkce.challenge);
    case Request::PollQr:
        return questions().pollQr(known.qrId, Login::kPollWait);
    case Request::Login:
        return questions().login(known.loginId);
    case Request::None:
    case Request::Description:
    case Request::Challenge:
        break;
    }
    return {};
}

Event LoginCore::ask(Request request, LoginCall& call) {
    switch (request) {
    case Request::Description:
        return askDescription(call);
    case Request::Challenge:
        return askChallenge(call);
    case Request::StartQr:
    case Request::PollQr:
        return askQr(request, call);
    default:
        return askLogin(request, call);
    }
}

Event LoginCore::askDescription(LoginCall& call) {
    auto description = fetchDescription(ports.http, origin, ports.clock.now(), call.control);
    const Outcome outcome = description.ok() ? judged(description.value()) : Outcome(description.failure());
    if (!outcome.ok())
        return failed(Request::Description, outcome.failure(), call);
    const std::lock_guard lock(mutex);
    knowledge.takeDescription(std::move(description).value());
    return {EventKind::DescriptionCame};
}

Outcome LoginCore::judged(const PortalDescription& description) const {
    return source == PortalSource::Added ? judgeAddedPortal(description) : Outcome(Done{});
}

Outcome LoginCore::judged(const LoginAnswer& answer) const {
    return source == PortalSource::Added ? judgeAddedAnswer(answer) : Outcome(Done{});
}

Outcome LoginCore::renewPkce() {
    TANBA_TRY(Pkce fresh, makePkce());
    const std::lock_guard lock(mutex);
    knowledge.pkce = std::move(fresh);
    return Done{};
}

Event LoginCore::askChallenge(LoginCall& call) {
    const auto nonce = makeClientNonce();
    const Outcome prepared = nonce.ok() ? renewPkce() : Outcome(nonce.failure());
    if (!prepared.ok())
        return failed(Request::Challenge, prepared.failure(), call);
    Question question;
    Format format{};
    {
        const std::lock_guard lock(mutex);
        const PortalDescription& portal = *knowledge.view.portal;
        format = portal.accepts(knowledge.format) ? knowledge.format : portal.formats.front();
        knowledge.format = format;
        question = questions().challenge(nonce.value(), format, knowledge.pkce.challenge);
    }
    auto reply = exchangeFor(Request::Challenge, std::move(question), call);
    auto answer =
        reply.ok() ? readChallengeAnswer(reply.value().body) : Result<ChallengeAnswer>(reply.failure());
    if (!answer.ok())
        return failed(Request::Challenge, answer.failure(), call);
    const Outcome checked = checkChallenge(
        answer.value(), {origin, nonce.value(), format, ports.clock.now(), reply.value().skew});
    const std::lock_guard lock(mutex);
    knowledge.takeChallenge(answer.value());
    if (checked.ok())
        return {EventKind::ChallengeCame};
    call.failure = checked.failure();
    return {EventKind::ChallengeRefused};
}

Event LoginCore::askLogin(Request request, LoginCall& call) {
    auto reply = exchangeFor(request, questionFor(request, call), call);
    std::string loginId;
    {
        const std::lock_guard lock(mutex);
        loginId = knowledge.loginId;
    }
    auto answer = reply.ok() ? readLoginAnswer(reply.value().body, loginId, origin)
                             : Result<LoginAnswer>(reply.failure());
    if (!answer.ok())
        return failed(request, answer.failure(), call);
    const LoginAnswerState state = answer.value().state;
    if (!belongsTo(request, state))
        return failed(request, fail(FailureCode::PortalAnswerWrong, "state"), call);
    if (const Outcome judgement = judged(answer.value()); !judgement.ok())
        return failed(request, judgement.failure(), call);
    Event event = eventOf(state, answer.value().factors);
    if (request == Request::SendCode && state == LoginAnswerState::SecondFactorRequired)
        event.kind = EventKind::CodeSent;
    call.refreshed = call.refreshed || request == Request::Login;
    if (event.kind == EventKind::LoginEnded)
        call.failure = fail(state == LoginAnswerState::Locked ? FailureCode::PortalLocked
                                                              : FailureCode::PortalLoginGone);
    const std::lock_guard lock(mutex);
    if (!isOver(machine.stage))
        knowledge.takeLogin(std::move(answer).value());
    return event;
}

Event LoginCore::askQr(Request request, LoginCall& call) {
    std::string qrId; // none: a new one
    bool phoneOnly = false;
    {
        const std::lock_guard lock(mutex);
        phoneOnly = knowledge.loginId.empty();
        qrId = request == Request::PollQr ? knowledge.qrId : std::string();
    }
    const Outcome prepared = phoneOnly && qrId.empty() ? renewPkce() : Outcome(Done{});
    if (!prepared.ok())
        return failed(request, prepared.failure(), call);
    auto reply = exchangeFor(request, questionFor(request, call), call);
    auto answer =
        reply.ok() ? readQrAnswer(reply.value().body, qrId, origin) : Result<QrAnswer>(reply.failure());
    if (!answer.ok())
        return qrFailed(request, answer.failure(), call);
    const QrAnswerState state = answer.value().state;
    const bool ticket = answer.value().ending.has_value();
    if (qrId.empty() ? state != QrAnswerState::Pending
                     : phoneOnly && state == QrAnswerState::Confirmed && !ticket)
        return failed(request, fail(FailureCode::PortalAnswerWrong, "state"), call);
    bool over = false;
    {
        const std::lock_guard lock(mutex);
        knowledge.qrId = answer.value().qrId;
        if (!isOver(machine.stage))
            knowledge.takeQr(std::move(answer).value());
        over = !qrId.empty() && knowledge.qrIsOver(ports.clock.now());
    }
    switch (state) {
    case QrAnswerState::Pending:
    case QrAnswerState::Scanned:
        if (over)
            break; // a portal that never says so
        if (state == QrAnswerState::Scanned)
            return {EventKind::QrWasScanned};
        return {qrId.empty() ? EventKind::QrCame : EventKind::QrStillPending};
    case QrAnswerState::Confirmed:
        return {ticket ? EventKind::QrConfirmed : EventKind::QrConfirmedWithoutTicket};
    case QrAnswerState::Rejected:
        return failed(request, fail(FailureCode::PortalQrRejected), call);
    case QrAnswerState::Expired:
    case QrAnswerState::Cancelled:
        break;
    }
    return failed(request, fail(FailureCode::PortalQrExpired), call);
}

} // namespace tanba::portal
