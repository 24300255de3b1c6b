#include "tests/portal/completion.h"

#include "core/keys/kz_profile.h"

namespace tanba::reference_portal {

namespace {

/// A key in a file is software, one on a card or a token hardware (RFC 8176 2). Certificates say where the
/// key was made.
std::string_view keyMethod(const Signer& signer) {
    const std::string_view storage = keys::storageName(signer.profile.storage);
    return storage.empty() || storage == "file" ? "swk" : "hwk";
}

} // namespace

std::optional<Problem> Completion::mayNotGoOn(Login& login) {
    if (login.state != LoginState::SecondFactorRequired && login.state != LoginState::Locked)
        return problem(login.state == LoginState::ChallengeIssued ? ProblemKind::WrongStep
                                                                  : ProblemKind::LoginGone);
    if (const auto locked = codes_.lockedFor(*login.account)) {
        login.state = LoginState::Locked;
        return problemAfter(ProblemKind::Locked, *locked);
    }
    if (login.state == LoginState::Locked)
        return problem(ProblemKind::LoginGone);
    return std::nullopt;
}

std::optional<Problem> Completion::complete(Login& login, std::string_view method) {
    login.ending = tokens_.finish({login.challenge.origin,
                                   login.codeChallenge,
                                   login.account,
                                   login.signer,
                                   {std::string(keyMethod(*login.signer)), std::string(method), "mfa"}});
    if (!login.ending)
        return problem(ProblemKind::Internal);
    codes_.forget(*login.account, login.id);
    login.state = LoginState::Completed;
    return std::nullopt;
}

void Completion::cancel(Login& login) {
    if (login.account)
        codes_.forget(*login.account, login.id);
    if (login.ending)
        tokens_.revoke(login.ending->ticket);
    login.ending.reset();
    login.state = LoginState::Cancelled;
}

} // namespace tanba::reference_portal
