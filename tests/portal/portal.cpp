#include "tests/portal/portal.h"

#include "tests/portal/pages.h"
#include "tests/portal/web_text.h"

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

constexpr std::array<std::string_view, 2> kOurHosts = {"127.0.0.1", "localhost"};

/// What stands in a path in the place of "*": nothing when the path is another.
std::optional<std::string> variableIn(std::string_view pattern, std::string_view path) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == path ? std::optional<std::string>("") : std::nullopt;
    const std::string_view front = pattern.substr(0, star);
    const std::string_view back = pattern.substr(star + 1);
    if (path.size() <= front.size() + back.size() || !path.starts_with(front) || !path.ends_with(back))
        return std::nullopt;
    const std::string_view variable = path.substr(front.size(), path.size() - front.size() - back.size());
    return isBase64Url(variable, 1, 100) ? std::optional<std::string>(variable) : std::nullopt;
}

SentAnswer lieAbout(SentAnswer answer, const Lies& lies, Step step) {
    constexpr std::string_view kPage = "<!doctype html><title>?</title>";
    auto& fields = answer.reply.fields;
    const auto setField = [&fields](const std::string& name, const std::string& value) {
        std::erase_if(fields, [&name](const auto& field) { return field.first == name; });
        fields.emplace_back(name, value);
    };
    if (lies.tells(Lie::ContentType, step))
        setField("Content-Type", "text/html; charset=utf-8");
    if (lies.tells(Lie::NotJson, step))
        answer.reply.body = kPage;
    if (lies.tells(Lie::Redirect, step)) {
        answer.reply.status = 302;
        setField("Location", "https://elsewhere.example/");
    }
    if (lies.tells(Lie::Huge, step))
        answer.manner = Manner::Huge;
    if (lies.tells(Lie::Silence, step))
        answer.manner = Manner::Silence;
    if (lies.tells(Lie::Drop, step))
        answer.manner = Manner::Drop;
    if (lies.tells(Lie::Cut, step))
        answer.manner = Manner::Cut;
    if (lies.tells(Lie::ChangedCertificate, step))
        answer.afterwards = SentAnswer::Afterwards::ChangeCertificate;
    return answer;
}

} // namespace

/// A row of the table of addresses; the handler is one of three kinds.
struct Portal::Route {
    std::string_view method;
    std::string_view pattern;
    Step step = Step::Other;
    Answer (*handle)(Portal& portal, const Request& request, const std::string& variable) = nullptr;
};

Result<std::unique_ptr<Portal>> Portal::make(Parts parts) {
    TANBA_TRY(auto tokens, TokenDesk::make(parts.settings, parts.clock));
    return std::unique_ptr<Portal>(new Portal(std::move(parts), std::move(tokens)));
}

Portal::Portal(Parts parts, std::unique_ptr<TokenDesk> tokens)
    : settings_(parts.settings), ordered_(parts.settings.ordered), clock_(parts.clock),
      tokens_(std::move(tokens)),
      codes_(parts.settings, parts.clock, parts.timers, parts.outbox, std::move(parts.secrets)),
      completion_(codes_, *tokens_),
      qr_({parts.settings, parts.clock, parts.timers, parts.accounts, logins_, completion_, *tokens_}),
      desk_({parts.settings, parts.clock, parts.accounts, parts.judge, logins_, codes_, completion_, qr_}),
      phone_(parts.accounts, parts.outbox) {}

std::span<const Portal::Route> Portal::routes() {
    // clang-format off
    static constexpr auto kRoutes = std::to_array<Route>({
        {"GET", "/.well-known/eds-portal", Step::Describe, [](Portal& portal, const Request& request, const std::string&) -> Answer { return portal.description(request); }},
        {"POST", "/auth/v1/challenge", Step::Challenge, [](Portal& portal, const Request& request, const std::string&) { return portal.desk_.challenge(request); }},
        {"POST", "/auth/v1/logins/*/signature", Step::Signature, [](Portal& portal, const Request& request, const std::string& id) { return portal.desk_.signature(request, id); }},
        {"POST", "/auth/v1/logins/*/otp/send", Step::SendCode, [](Portal& portal, const Request& request, const std::string& id) { return portal.desk_.sendCode(request, id); }},
        {"POST", "/auth/v1/logins/*/otp", Step::Code, [](Portal& portal, const Request& request, const std::string& id) { return portal.desk_.code(request, id); }},
        {"GET", "/auth/v1/logins/*", Step::Login, [](Portal& portal, const Request& request, const std::string& id) { return portal.desk_.state(request, id); }},
        {"DELETE", "/auth/v1/logins/*", Step::Other, [](Portal& portal, const Request& request, const std::string& id) { return portal.desk_.cancel(request, id); }},
        {"POST", "/auth/v1/qr", Step::Qr, [](Portal& portal, const Request& request, const std::string&) { return portal.qr_.create(request); }},
        // The one answer that may come later: Portal::dispatch().
        {"GET", "/auth/v1/qr/*", Step::Poll, nullptr},
        {"DELETE", "/auth/v1/qr/*", Step::Other, [](Portal& portal, const Request& request, const std::string& id) { return portal.qr_.cancel(request, id); }},
        {"POST", "/auth/v1/token", Step::Token, [](Portal& portal, const Request& request, const std::string&) { return portal.tokens_->redeem(request); }},
        {"GET", "/auth/v1/jwks", Step::Other, [](Portal& portal, const Request&, const std::string&) -> Answer { return portal.tokens_->keys(); }},
        {"GET", "/phone/v1/accounts", Step::Other, [](Portal& portal, const Request&, const std::string&) -> Answer { return portal.phone_.accounts(); }},
        {"GET", "/phone/v1/outbox", Step::Other, [](Portal& portal, const Request& request, const std::string&) { return portal.phone_.messages(request); }},
        {"POST", "/phone/v1/qr/*/scan", Step::Other, [](Portal& portal, const Request& request, const std::string& name) { return portal.qr_.scan(request, name); }},
        {"POST", "/phone/v1/qr/*/confirm", Step::Other, [](Portal& portal, const Request& request, const std::string& name) { return portal.qr_.confirm(request, name); }},
        {"POST", "/phone/v1/qr/*/reject", Step::Other, [](Portal& portal, const Request& request, const std::string& name) { return portal.qr_.reject(request, name); }},
        {"POST", "/pages/v1/picture", Step::Other, [](Portal&, const Request& request, const std::string&) { return drawnQr(request); }},
    });
    // clang-format on
    return kRoutes;
}

std::string Portal::originOf(const RequestHead& head) const {
    if (head.hosts.size() != 1)
        return {};
    for (const std::string_view name : kOurHosts)
        if (const std::string host = std::string(name) + ":" + std::to_string(port_);
            host == head.hosts.front())
            return "https://" + host;
    return {};
}

void Portal::dispatch(const Route& route, const Request& request, const std::string& variable,
                      const Respond& respond) {
    if (const auto ordered = ordered_.take(route.step))
        respond(*ordered == ProblemKind::SlowDown ? problemAfter(*ordered, settings_.pollAfter)
                                                  : problem(*ordered));
    else if (route.handle == nullptr)
        qr_.poll(request, variable, respond);
    else
        respond(route.handle(*this, request, variable));
}

void Portal::answer(const RequestHead& head, std::string body, const Send& send) {
    const text::Language language = languageWanted(head.acceptLanguage);
    const std::size_t question = std::min(head.target.find('?'), head.target.size());
    const auto query =
        readForm(std::string_view(head.target).substr(std::min(question + 1, head.target.size())));
    Request request{head.method,
                    head.target.substr(0, question),
                    query.value_or(std::map<std::string, std::string>()),
                    originOf(head),
                    language,
                    head.contentType,
                    std::move(body)};
    const auto refuse = [&](ProblemKind kind) { send(dressed(problem(kind), language, Step::Other)); };
    if (request.origin.empty())
        return refuse(ProblemKind::Misdirected);
    if (!query)
        return refuse(ProblemKind::RequestMalformed);
    if (request.method == "GET")
        if (auto page = pageAt(request.path))
            return send(finished(std::move(*page)));
    ProblemKind otherwise = ProblemKind::NotFound;
    for (const Route& route : routes()) {
        const auto variable = variableIn(route.pattern, request.path);
        if (!variable)
            continue;
        otherwise = ProblemKind::MethodNotAllowed;
        if (route.method == request.method)
            return dispatch(route, request, *variable,
                            [this, send, language, step = route.step](const Answer& answer) {
                                send(dressed(answer, language, step));
                            });
    }
    refuse(otherwise);
}

SentAnswer Portal::refusal(ProblemKind kind) const {
    return dressed(problem(kind), text::Language::Kk, Step::Other);
}

SentAnswer Portal::finished(HttpReply reply) const {
    reply.fields.emplace_back("Date", httpDate(clock_.now()));
    reply.fields.emplace_back("Cache-Control", "no-store");
    reply.fields.emplace_back("X-Content-Type-Options", "nosniff");
    return {std::move(reply)};
}

SentAnswer Portal::dressed(const Answer& answer, text::Language language, Step step) const {
    const auto* wrong = std::get_if<Problem>(&answer);
    SentAnswer sent =
        finished(wrong != nullptr ? problemReply(*wrong, language) : std::get<HttpReply>(answer));
    return lieAbout(std::move(sent), settings_.lies, step);
}

HttpReply Portal::description(const Request& request) const {
    const std::string origin =
        settings_.lies.tells(Lie::OtherOrigin, Step::Describe) ? "https://elsewhere.example" : request.origin;
    Json json{{"version", "1"},
              {"id", settings_.id},
              {"origin", origin},
              {"names", {{"kk", "Сынақ порталы"}, {"ru", "Проверочный портал"}, {"en", "Reference portal"}}},
              {"auth_base", "/auth/v1"},
              {"jwks_uri", request.origin + "/auth/v1/jwks"},
              {"challenge_formats", {"xmldsig", "cms-detached"}},
              {"signature_algorithms",
               {"urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"}},
              {"key_purpose", "auth"}};
    Json factors = Json::array();
    if (settings_.offersSms()) {
        factors.push_back("sms");
        json["sms"] = {{"sender", settings_.sender},
                       {"code_length", settings_.codeLength},
                       {"lifetime_s", settings_.codeLifetime.count()},
                       {"resend_after_s", settings_.resendAfter.count()},
                       {"max_attempts", settings_.attempts},
                       {"max_resends", settings_.resends},
                       {"roaming_required_abroad", true}};
    }
    if (settings_.offersQr())
        factors.push_back("qr");
    json["second_factors"] = factors;
    return jsonReply(200, json);
}

} // namespace tanba::reference_portal
