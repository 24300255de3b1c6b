#include "core/portal/login.h"

#include "core/portal/login_core.h"
#include "core/portal/wipe.h"

#include <algorithm>
#include <array>

namespace tanba::portal {

namespace {

constexpr std::size_t kLeastCode = 4;
constexpr std::size_t kMostCode = 8;
constexpr std::string_view kVerifierMark = "#code_verifier=";

bool isCodeFor(const SecretBytes& code, const std::optional<int>& length) {
    const bool fits = length ? code.size() == static_cast<std::size_t>(*length)
                             : code.size() >= kLeastCode && code.size() <= kMostCode;
    return fits &&
           std::ranges::all_of(code.view(), [](std::uint8_t digit) { return digit >= '0' && digit <= '9'; });
}

} // namespace

Login::Login(LoginPorts ports, std::string origin, PortalSource source)
    : core_(std::make_unique<LoginCore>(std::move(ports), std::move(origin), source)) {}

Login::~Login() {
    core_->knowledge.wipeSecrets();
}

Outcome Login::describe(const WorkControl& control) {
    LoginCall call{control};
    return core_->run(EventKind::Describe, call);
}

Outcome Login::begin(Format wish, const WorkControl& control) {
    {
        const std::lock_guard lock(core_->mutex);
        core_->knowledge.format = wish;
    }
    LoginCall call{control};
    return core_->run(EventKind::Begin, call);
}

Outcome Login::sign(keys::KeySession& session, const WorkControl& control) {
    LoginCall call{control, &session};
    Outcome outcome = core_->run(EventKind::Sign, call);
    wipe(call.signedChallenge); // of a login that was cancelled meanwhile
    return outcome;
}

Outcome Login::sendCode(const WorkControl& control) {
    LoginCall call{control};
    return core_->run(EventKind::SendCode, call);
}

Outcome Login::postCode(SecretBytes code, const WorkControl& control) {
    {
        const std::lock_guard lock(core_->mutex);
        LoginView& view = core_->knowledge.view;
        if (view.stage == Stage::SecondFactor && !isCodeFor(code, view.sms.codeLength)) {
            view.lastFailure = fail(FailureCode::PortalCodeWrong);
            return *view.lastFailure;
        }
    }
    LoginCall call{control};
    call.code = std::move(code);
    return core_->run(EventKind::PostCode, call);
}

Outcome Login::startQr(const WorkControl& control) {
    LoginCall call{control};
    return core_->run(EventKind::StartQr, call);
}

Outcome Login::pollQr(const WorkControl& control) {
    LoginCall call{control};
    return core_->run(EventKind::PollQr, call);
}

Outcome Login::resume(ResumeRecord record, const WorkControl& control) {
    if (record.origin != core_->origin)
        return fail(FailureCode::PortalOriginOther, record.origin);
    {
        const std::lock_guard lock(core_->mutex);
        if (core_->machine.stage == Stage::Idle) {
            core_->knowledge.loginId = std::move(record.loginId);
            core_->knowledge.pkce.verifier = std::move(record.codeVerifier);
        }
    }
    LoginCall call{control};
    return core_->run(EventKind::Resume, call);
}

void Login::cancel(const WorkControl& control) {
    LoginCall call{control};
    static_cast<void>(core_->run(EventKind::Cancel, call)); // one that is over needs none
}

Result<SecretBytes> Login::finishAddress() {
    const std::lock_guard lock(core_->mutex);
    LoginKnowledge& known = core_->knowledge;
    if (!known.view.canFinish)
        return fail(FailureCode::PortalLoginGone);
    const std::array<ByteView, 3> parts{viewOf(known.ending.finishUrl), viewOf(kVerifierMark),
                                        known.pkce.verifier.view()};
    std::size_t size = 0;
    for (const ByteView part : parts)
        size += part.size();
    SecretBytes address(size);
    for (const ByteView part : parts)
        static_cast<void>(address.append(part)); // there is room
    known.wipeSecrets();
    return address;
}

Result<Tokens> Login::redeem(const WorkControl& control) {
    Question question;
    {
        const std::lock_guard lock(core_->mutex);
        const LoginKnowledge& known = core_->knowledge;
        if (!known.view.canFinish)
            return fail(FailureCode::PortalLoginGone);
        question = core_->questions().token(known.ending.ticket, known.pkce.verifier);
    }
    LoginCall call{control};
    auto reply = core_->exchangeFor(Request::None, std::move(question), call);
    const std::lock_guard lock(core_->mutex);
    // An answer that was lost may be asked for again; a ticket that was used is refused then.
    if (reply.ok() || setbackOf(reply.failure().code) == Setback::Fatal)
        core_->knowledge.wipeSecrets();
    TANBA_CHECK(reply);
    Bytes& body = reply.value().body;
    auto tokens = readTokens(body);
    wipe(body);
    return tokens;
}

LoginView Login::view() const {
    const std::lock_guard lock(core_->mutex);
    return core_->knowledge.view;
}

} // namespace tanba::portal
