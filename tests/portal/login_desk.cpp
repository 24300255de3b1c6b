#include "tests/portal/login_desk.h"

#include "tests/portal/web_text.h"

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

/// Of a SHA-256 in base64url (RFC 7636 4.2).
constexpr std::size_t kCodeChallengeSize = 43;
constexpr std::size_t kMinNonce = 22;
constexpr std::size_t kMaxNonce = 86;
constexpr std::size_t kMinCode = 4;
constexpr std::size_t kMaxCode = 8;

using Need = Member::Need;
constexpr auto kChallengeMembers =
    std::to_array<Member>({{"client_nonce"}, {"code_challenge"}, {"format", Need::Optional}});
constexpr auto kSignatureMembers = std::to_array<Member>({{"signed"}, {"factor", Need::Optional}});
constexpr auto kCodeMembers = std::to_array<Member>({{"code"}});

std::optional<SignatureFormat> formatNamed(std::string_view name) {
    if (name.empty() || name == "xmldsig")
        return SignatureFormat::XmlDsig;
    if (name == "cms-detached")
        return SignatureFormat::CmsDetached;
    return std::nullopt;
}

std::string_view formatName(SignatureFormat format) {
    return format == SignatureFormat::XmlDsig ? "xmldsig" : "cms-detached";
}

bool isFactorName(std::string_view name) {
    return name.empty() || name == "sms" || name == "qr" || name == "none";
}

bool isCode(std::string_view text) {
    return text.size() >= kMinCode && text.size() <= kMaxCode &&
           std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

bool mayEnter(const Account& account, const keys::KzProfile& profile) {
    return account.roles.empty() || std::ranges::any_of(profile.roles, [&account](const keys::Role& role) {
               return std::ranges::find(account.roles, role.oid) != account.roles.end();
           });
}

} // namespace

Login* LoginDesk::find(const Request& request, const std::string& loginId) const {
    return parts_.logins.find(loginId, request.origin, parts_.clock.now());
}

Answer LoginDesk::challenge(const Request& request) {
    auto read = readMembers(request, kChallengeMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const Members& members = std::get<Members>(read);
    const auto format = formatNamed(memberOf(members, "format"));
    if (!format)
        return problem(ProblemKind::FormatNotOffered);
    Login login;
    login.codeChallenge = memberOf(members, "code_challenge");
    std::string clientNonce = memberOf(members, "client_nonce");
    if (!isBase64Url(clientNonce, kMinNonce, kMaxNonce))
        return problem(ProblemKind::RequestMalformed, "client_nonce");
    if (!isBase64Url(login.codeChallenge, kCodeChallengeSize, kCodeChallengeSize))
        return problem(ProblemKind::RequestMalformed, "code_challenge");
    const Time now = parts_.clock.now();
    if (!parts_.logins.makeRoom(now))
        return problemAfter(ProblemKind::Busy, parts_.settings.challengeLifetime);
    const auto id = randomName();
    const auto nonce = randomName();
    if (!id.ok() || !nonce.ok())
        return problem(ProblemKind::Internal);
    const Lies& lies = parts_.settings.lies;
    login.id = id.value();
    login.format = *format;
    login.expires = now + parts_.settings.challengeLifetime;
    login.challenge = {request.origin, nonce.value(), clientNonce, login.expires};
    Challenge shown = login.challenge;
    if (lies.tells(Lie::OtherOrigin, Step::Challenge))
        shown.origin = "https://elsewhere.example";
    if (lies.tells(Lie::Replay, Step::Challenge))
        std::ranges::reverse(shown.clientNonce);
    if (lies.tells(Lie::Expired, Step::Challenge))
        shown.expires = now - std::chrono::days(1);
    const std::string_view surprise =
        lies.tells(Lie::Surprise, Step::Challenge) ? "<order>1 000 000</order>" : "";
    parts_.logins.add(login);
    return jsonReply(201, {{"login_id", login.id},
                           {"format", formatName(login.format)},
                           {"challenge", shown.text(surprise)},
                           {"origin", shown.origin},
                           {"issued_at", formatRfc3339(now)},
                           {"expires_at", formatRfc3339(shown.expires)}});
}

std::optional<Problem> LoginDesk::admit(Login& login, const Signer& signer) const {
    const Account* account = parts_.accounts.find(signer.profile.owner);
    if (account == nullptr)
        return problem(ProblemKind::AccountNotFound);
    if (!mayEnter(*account, signer.profile))
        return problem(ProblemKind::RoleNotAllowed);
    if (!parts_.settings.offersQr() && !parts_.codes.hasPhone(*account))
        return problem(ProblemKind::PhoneNotRegistered);
    login.account = account;
    login.signer = signer;
    login.state = LoginState::SecondFactorRequired;
    login.expires = parts_.clock.now() + parts_.settings.loginLifetime;
    return parts_.completion.mayNotGoOn(login);
}

Answer LoginDesk::signature(const Request& request, const std::string& loginId) {
    auto read = readMembers(request, kSignatureMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const Members& members = std::get<Members>(read);
    const std::string factor = memberOf(members, "factor");
    if (!isFactorName(factor))
        return problem(ProblemKind::RequestMalformed, "factor");
    Login* const login = find(request, loginId);
    if (login == nullptr || login->state == LoginState::Cancelled)
        return problem(ProblemKind::LoginGone);
    if (login->use == ChallengeUse::UsedUp)
        return problem(ProblemKind::ChallengeUsed);
    if (login->state != LoginState::ChallengeIssued)
        return problem(ProblemKind::ChallengeExpired);
    const Judged judged =
        parts_.judge.judge(login->format, memberOf(members, "signed"), login->challenge, parts_.clock.now());
    login->use = judged.use;
    std::optional<Problem> refusal;
    if (const auto* wrong = std::get_if<Problem>(&judged.result))
        refusal = *wrong;
    else
        refusal = admit(*login, std::get<Signer>(judged.result));
    if (refusal) {
        if (judged.use == ChallengeUse::UsedUp && login->state != LoginState::Locked)
            login->state = LoginState::Expired;
        return *refusal;
    }
    // Why an SMS could not be sent stands in the answer: there is another factor.
    if ((factor.empty() || factor == "sms") && parts_.settings.offersSms())
        parts_.codes.send(*login->account, login->id);
    return jsonReply(200, json(*login));
}

Answer LoginDesk::afterCodes(Login& login, std::optional<Problem> problem) const {
    if (!problem)
        return jsonReply(200, json(login));
    if (problem->kind == ProblemKind::Locked)
        login.state = LoginState::Locked;
    return *problem;
}

Answer LoginDesk::sendCode(const Request& request, const std::string& loginId) {
    Login* const login = find(request, loginId);
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    if (const auto over = parts_.completion.mayNotGoOn(*login))
        return *over;
    if (!parts_.settings.offersSms())
        return problem(ProblemKind::FactorNotOffered);
    return afterCodes(*login, parts_.codes.send(*login->account, login->id));
}

Answer LoginDesk::code(const Request& request, const std::string& loginId) {
    auto read = readMembers(request, kCodeMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const std::string code = memberOf(std::get<Members>(read), "code");
    if (!isCode(code))
        return problem(ProblemKind::RequestMalformed, "code");
    Login* const login = find(request, loginId);
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    if (const auto over = parts_.completion.mayNotGoOn(*login))
        return *over;
    auto wrong = parts_.codes.check(*login->account, login->id, code);
    if (!wrong) {
        parts_.qr.cancelOf(login->id);
        wrong = parts_.completion.complete(*login, "sms");
    }
    return afterCodes(*login, std::move(wrong));
}

Answer LoginDesk::state(const Request& request, const std::string& loginId) {
    const Login* const login = find(request, loginId);
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    return jsonReply(200, json(*login));
}

Answer LoginDesk::cancel(const Request& request, const std::string& loginId) {
    Login* const login = find(request, loginId);
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    parts_.qr.cancelOf(login->id);
    parts_.completion.cancel(*login);
    return emptyReply();
}

Json LoginDesk::json(const Login& login) const {
    Json json{{"login_id", login.id}, {"state", loginStateName(login.state)}};
    if (login.account != nullptr)
        json["subject"] = subjectJson(login);
    if (login.state == LoginState::SecondFactorRequired)
        json["factors"] = factorsJson(login);
    if (login.ending) {
        json["ticket"] = login.ending->ticket;
        json["finish_url"] = login.ending->finishUrl;
        json["ticket_expires_at"] = formatRfc3339(login.ending->expires);
    }
    return json;
}

Json LoginDesk::subjectJson(const Login& login) const {
    const keys::KzProfile& profile = login.signer->profile;
    Json subject{{"name", login.account->name}, {"masked_iin", maskedNumber(profile.owner.iin)}};
    if (!login.account->bin.empty())
        subject["masked_bin"] = maskedNumber(login.account->bin);
    if (const std::string role = roleOid(profile); !role.empty())
        subject["role_oid"] = role;
    return subject;
}

Json LoginDesk::factorsJson(const Login& login) const {
    Json factors = Json::array();
    if (parts_.settings.offersSms())
        factors.push_back(smsJson(login));
    if (parts_.settings.offersQr())
        factors.push_back({{"type", "qr"}, {"available", true}});
    return factors;
}

Json LoginDesk::smsJson(const Login& login) const {
    const Account& account = *login.account;
    if (!parts_.codes.hasPhone(account))
        return {{"type", "sms"}, {"available", false}, {"reason", "phone_not_registered"}};
    Json sms{{"type", "sms"}, {"available", parts_.codes.gatewayWorks()}};
    if (!parts_.codes.gatewayWorks())
        sms["reason"] = "sms_gateway_unavailable";
    sms["masked_phone"] = maskedPhone(account.phone);
    const CodeStatus status = parts_.codes.status(account, login.id);
    const auto addTime = [&sms](const char* name, const std::optional<Time>& time) {
        if (time)
            sms[name] = formatRfc3339(*time);
    };
    addTime("sent_at", status.sentAt);
    addTime("expires_at", status.expiresAt);
    addTime("resend_at", status.resendAt);
    sms["attempts_left"] = status.attemptsLeft;
    sms["resends_left"] = status.resendsLeft;
    return sms;
}

} // namespace tanba::reference_portal
