#include "tests/portal/qr_desk.h"

#include "tests/portal/web_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tanba::reference_portal {

namespace {

constexpr std::size_t kCodeChallengeChars = 43;
constexpr unsigned kMaxWait = 30;
/// Polls of one session that wait at the same time.
constexpr std::size_t kMaxWaiters = 2;
/// How long a session is remembered when its time is over.
constexpr std::chrono::minutes kRemembered{10};

constexpr auto kCreateMembers =
    std::to_array<Member>({{"login_id", Member::Need::Optional}, {"code_challenge", Member::Need::Optional}});
constexpr auto kPhoneMembers = std::to_array<Member>({{"account"}});

std::string_view qrStateName(QrState state) {
    switch (state) {
    case QrState::Pending:
        return "pending";
    case QrState::Scanned:
        return "scanned";
    case QrState::Confirmed:
        return "confirmed";
    case QrState::Rejected:
        return "rejected";
    case QrState::Expired:
        return "expired";
    case QrState::Cancelled:
        break;
    }
    return "cancelled";
}

bool isOpen(QrState state) {
    return state == QrState::Pending || state == QrState::Scanned;
}

/// Seconds that a poll may be held; nothing when it is no number of the range.
std::optional<unsigned> waitOf(const Request& request) {
    const auto found = request.query.find("wait");
    if (found == request.query.end())
        return 0;
    const std::string& text = found->second;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > kMaxWait)
        return std::nullopt;
    return value;
}

} // namespace

std::string QrDesk::pictureText(const Session& session) const {
    return session.origin + "/phone?id=" + session.scanName;
}

Json QrDesk::json(const Session& session) const {
    Json json{{"qr_id", session.id}, {"state", qrStateName(session.state)}};
    if (isOpen(session.state)) {
        json["qr_text"] = pictureText(session);
        json["deep_links"] = Json::array({{{"app", "reference-phone"}, {"url", pictureText(session)}}});
        json["expires_at"] = formatRfc3339(session.expires);
    }
    json["poll_after_s"] = parts_.settings.pollAfter.count();
    if (session.ending) {
        json["ticket"] = session.ending->ticket;
        json["finish_url"] = session.ending->finishUrl;
        json["ticket_expires_at"] = formatRfc3339(session.ending->expires);
    }
    return json;
}

Answer QrDesk::create(const Request& request) {
    auto read = readMembers(request, kCreateMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const Members& members = std::get<Members>(read);
    if (!parts_.settings.offersQr())
        return problem(ProblemKind::FactorNotOffered);
    std::string loginId = memberOf(members, "login_id");
    std::string codeChallenge = memberOf(members, "code_challenge");
    if (!members.contains("login_id")) {
        if (!isBase64Url(codeChallenge, kCodeChallengeChars, kCodeChallengeChars))
            return problem(ProblemKind::RequestMalformed, "code_challenge");
        return createFor(request, {}, std::move(codeChallenge));
    }
    Login* const login = parts_.logins.find(loginId, request.origin, parts_.clock.now());
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    if (const auto over = parts_.completion.mayNotGoOn(*login))
        return *over;
    cancelOf(loginId);
    return createFor(request, std::move(loginId), {});
}

Answer QrDesk::createFor(const Request& request, std::string loginId, std::string codeChallenge) {
    const Time now = parts_.clock.now();
    if (!makeRoom(now))
        return problemAfter(ProblemKind::Busy, parts_.settings.qrLifetime);
    const auto id = randomName();
    const auto scanName = randomName();
    if (!id.ok() || !scanName.ok())
        return problem(ProblemKind::Internal);
    Session session;
    session.id = id.value();
    session.scanName = scanName.value();
    session.origin = request.origin;
    session.loginId = std::move(loginId);
    session.codeChallenge = std::move(codeChallenge);
    session.expires = now + parts_.settings.qrLifetime;
    const Json answer = json(session);
    sessions_.emplace(id.value(), std::move(session));
    return jsonReply(201, answer);
}

/// Of a login without a key that no phone has scanned: it cost its client nothing.
bool QrDesk::isStrangers(const Session& session) {
    return session.loginId.empty() && session.scannedBy == nullptr;
}

void QrDesk::forgetOld(Time now) {
    if (std::exchange(lookedAt_, now) == now)
        return; // once a second is enough, however many ask
    for (auto each = sessions_.begin(); each != sessions_.end();) {
        const Session& session = each->second;
        const Time until = session.expires + (isStrangers(session) ? std::chrono::minutes(0) : kRemembered);
        each = until <= now ? forget(each) : std::next(each);
    }
}

bool QrDesk::makeRoom(Time now) {
    forgetOld(now);
    if (sessions_.size() < kMaxSessions)
        return true;
    // They live for the same time: the one that expires first is the oldest.
    auto oldest = sessions_.end();
    for (auto each = sessions_.begin(); each != sessions_.end(); ++each)
        if (isStrangers(each->second) &&
            (oldest == sessions_.end() || each->second.expires < oldest->second.expires))
            oldest = each;
    if (oldest == sessions_.end())
        return false;
    forget(oldest);
    return true;
}

/// Whoever waits for it is told.
QrDesk::Sessions::iterator QrDesk::forget(Sessions::iterator session) {
    change(session->second, QrState::Expired);
    return sessions_.erase(session);
}

QrDesk::Session* QrDesk::find(const Request& request, const std::string& qrId) {
    const auto found = sessions_.find(qrId);
    if (found == sessions_.end() || found->second.origin != request.origin)
        return nullptr;
    settle(found->second);
    return &found->second;
}

void QrDesk::settle(Session& session) const {
    if (isOpen(session.state) && session.expires <= parts_.clock.now())
        session.state = QrState::Expired;
}

Answer QrDesk::polled(Session& session) {
    settle(session);
    session.polledAt = parts_.clock.now();
    session.told = session.state;
    if (session.state == QrState::Expired)
        return problem(ProblemKind::QrExpired);
    return jsonReply(200, json(session));
}

void QrDesk::poll(const Request& request, const std::string& qrId, const Respond& respond) {
    const auto wait = waitOf(request);
    Session* const session = find(request, qrId);
    if (session == nullptr) {
        respond(problem(ProblemKind::LoginGone));
        return;
    }
    if (!wait) {
        respond(problem(ProblemKind::RequestMalformed, "wait"));
        return;
    }
    if (!isOpen(session->state) || (*wait > 0 && session->told != session->state)) {
        respond(polled(*session));
        return;
    }
    if (*wait == 0) {
        const Time now = parts_.clock.now();
        if (session->polledAt && *session->polledAt + parts_.settings.pollAfter > now)
            respond(problemAfter(ProblemKind::SlowDown, parts_.settings.pollAfter));
        else
            respond(polled(*session));
        return;
    }
    if (session->waiters.size() >= kMaxWaiters)
        if (const auto oldest = release(*session, session->waiters.front().number))
            (*oldest)(problemAfter(ProblemKind::SlowDown, parts_.settings.pollAfter));
    hold(*session, *wait, respond);
}

void QrDesk::hold(Session& session, unsigned wait, const Respond& respond) {
    if (held_.size() >= kMaxHeld) {
        const auto [number, qrId] = *held_.begin();
        timeOut(qrId, number);
    }
    const std::uint64_t number = ++nextWaiter_;
    session.waiters.push_back({number, respond});
    held_.emplace(number, session.id);
    const auto untilExpired = session.expires - parts_.clock.now() + std::chrono::seconds(1);
    parts_.timers.after(std::min<std::chrono::seconds>(std::chrono::seconds(wait), untilExpired),
                        [this, qrId = session.id, number] { timeOut(qrId, number); });
}

std::optional<Respond> QrDesk::release(Session& session, std::uint64_t waiter) {
    held_.erase(waiter);
    const auto place = std::ranges::find(session.waiters, waiter, &Waiter::number);
    if (place == session.waiters.end())
        return std::nullopt;
    Respond respond = std::move(place->respond);
    session.waiters.erase(place);
    return respond;
}

void QrDesk::timeOut(const std::string& qrId, std::uint64_t waiter) {
    const auto found = sessions_.find(qrId);
    if (found == sessions_.end())
        return;
    if (const auto respond = release(found->second, waiter))
        (*respond)(polled(found->second));
}

void QrDesk::change(Session& session, QrState state) {
    session.state = state;
    session.polledAt.reset();
    for (const Waiter& waiter : std::exchange(session.waiters, {})) {
        held_.erase(waiter.number);
        waiter.respond(polled(session));
    }
    session.polledAt.reset();
}

Answer QrDesk::cancel(const Request& request, const std::string& qrId) {
    Session* const session = find(request, qrId);
    if (session == nullptr)
        return problem(ProblemKind::LoginGone);
    if (session->ending)
        parts_.tokens.revoke(session->ending->ticket);
    session->ending.reset();
    change(*session, QrState::Cancelled);
    return emptyReply();
}

void QrDesk::cancelOf(const std::string& loginId) {
    for (auto& [id, session] : sessions_)
        if (session.loginId == loginId && isOpen(session.state))
            change(session, QrState::Cancelled);
}

std::variant<QrDesk::Session*, Problem> QrDesk::atPhone(const Request& request, const std::string& scanName) {
    auto read = readMembers(request, kPhoneMembers);
    if (const auto* wrong = std::get_if<Problem>(&read))
        return *wrong;
    const Account* account = parts_.accounts.byId(memberOf(std::get<Members>(read), "account"));
    if (account == nullptr)
        return problem(ProblemKind::AccountNotFound);
    const auto found = std::ranges::find_if(sessions_, [&](const auto& entry) {
        return entry.second.scanName == scanName && entry.second.origin == request.origin;
    });
    if (found == sessions_.end())
        return problem(ProblemKind::QrExpired);
    Session& session = found->second;
    settle(session);
    if (!isOpen(session.state))
        return problem(ProblemKind::QrExpired);
    const Login* login = session.loginId.empty()
                             ? nullptr
                             : parts_.logins.find(session.loginId, session.origin, parts_.clock.now());
    const bool isOthers = (login != nullptr && login->account != account) ||
                          (session.scannedBy != nullptr && session.scannedBy != account);
    if (isOthers)
        return problem(ProblemKind::PhoneOfOther);
    session.scannedBy = account;
    return &session;
}

std::variant<QrDesk::Session*, Problem> QrDesk::scannedAtPhone(const Request& request,
                                                               const std::string& scanName) {
    auto found = atPhone(request, scanName);
    if (auto* session = std::get_if<Session*>(&found); session && (*session)->state != QrState::Scanned)
        return problem(ProblemKind::WrongStep);
    return found;
}

Answer QrDesk::scan(const Request& request, const std::string& scanName) {
    const auto found = atPhone(request, scanName);
    if (const auto* wrong = std::get_if<Problem>(&found))
        return *wrong;
    Session& session = *std::get<Session*>(found);
    if (session.state == QrState::Pending)
        change(session, QrState::Scanned);
    return jsonReply(200, {{"origin", session.origin},
                           {"second_factor", !session.loginId.empty()},
                           {"expires_at", formatRfc3339(session.expires)}});
}

std::optional<Problem> QrDesk::complete(Session& session) {
    if (session.loginId.empty()) {
        session.ending =
            parts_.tokens.finish({session.origin, session.codeChallenge, session.scannedBy, {}, {"mca"}});
        if (!session.ending)
            return problem(ProblemKind::Internal);
        return std::nullopt;
    }
    Login* const login = parts_.logins.find(session.loginId, session.origin, parts_.clock.now());
    if (login == nullptr)
        return problem(ProblemKind::LoginGone);
    if (auto over = parts_.completion.mayNotGoOn(*login))
        return over;
    return parts_.completion.complete(*login, "mca");
}

Answer QrDesk::confirm(const Request& request, const std::string& scanName) {
    const auto found = scannedAtPhone(request, scanName);
    if (const auto* wrong = std::get_if<Problem>(&found))
        return *wrong;
    Session& session = *std::get<Session*>(found);
    if (const auto wrong = complete(session))
        return *wrong;
    change(session, QrState::Confirmed);
    return emptyReply();
}

Answer QrDesk::reject(const Request& request, const std::string& scanName) {
    const auto found = scannedAtPhone(request, scanName);
    if (const auto* wrong = std::get_if<Problem>(&found))
        return *wrong;
    change(*std::get<Session*>(found), QrState::Rejected);
    return emptyReply();
}

} // namespace tanba::reference_portal
