#include "tests/unit/portal/scripted_portal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace tanba::test {

namespace {

std::string httpDate(Time time) {
    constexpr std::array<const char*, 12> kNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string text = formatRfc3339(time); // 2026-06-20T12:00:00Z
    const std::string month = kNames.at(std::stoul(text.substr(5, 2)) - 1);
    return "Sat, " + text.substr(8, 2) + " " + month + " " + text.substr(0, 4) + " " + text.substr(11, 8) +
           " GMT";
}

std::string_view methodName(HttpRequest::Method method) {
    switch (method) {
    case HttpRequest::Method::Get:
        return "GET";
    case HttpRequest::Method::Post:
        return "POST";
    case HttpRequest::Method::Put:
        return "PUT";
    case HttpRequest::Method::Delete:
        return "DELETE";
    }
    return "";
}

} // namespace

HttpAnswer jsonAnswer(int status, const Json& json) {
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "application/json";
    answer.body = toBytes(json.dump());
    return answer;
}

HttpAnswer gatewayPage() {
    return {502, "text/html", toBytes("<html>502 Bad Gateway</html>")};
}

HttpAnswer problemAnswer(int status, const std::string& name, const Json& more) {
    Json json{
        {"type", "urn:eds-portal:problem:" + name}, {"title", "said by the portal"}, {"status", status}};
    json.update(more);
    HttpAnswer answer = jsonAnswer(status, json);
    answer.contentType = "application/problem+json; charset=utf-8";
    return answer;
}

ScriptedPortal::ScriptedPortal() {
    disk.putFolder("/data");
    for (const std::string& name : {kDescribe, kChallenge, kSignature, kSend, kCode, kGetLogin, kEndLogin,
                                    kStartQr, kPoll, kEndQr, kToken}) {
        const std::string path = name.substr(name.find(' ') + 1);
        http.serve(kOrigin + path, [this, path](const HttpRequest& request) {
            return answer(std::string(methodName(request.method)) + " " + path, request);
        });
    }
}

void ScriptedPortal::next(const std::string& request, Reply reply) {
    const std::lock_guard lock(mutex_);
    replies_[request].push_back(std::move(reply));
}

void ScriptedPortal::next(const std::string& request, Result<HttpAnswer> reply) {
    next(request, [reply](const HttpRequest&) { return reply; });
}

std::vector<std::string> ScriptedPortal::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

std::size_t ScriptedPortal::count(const std::string& request) const {
    const std::vector<std::string> all = asked();
    return static_cast<std::size_t>(std::ranges::count(all, request));
}

std::string ScriptedPortal::body(const std::string& request) const {
    const std::lock_guard lock(mutex_);
    return bodies_.at(request);
}

Result<HttpAnswer> ScriptedPortal::answer(const std::string& name, const HttpRequest& request) {
    Reply reply;
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(name);
        bodies_[name] = asText(request.body);
        auto& waiting = replies_[name];
        if (!waiting.empty()) {
            reply = std::move(waiting.front());
            waiting.pop_front();
        }
    }
    Result<HttpAnswer> made = reply ? reply(request) : usual(name, request);
    if (made.ok() && made.value().body.size() > request.maxAnswer)
        return fail(FailureCode::NetworkAnswerTooLarge, "portal.example");
    if (made.ok() && made.value().field("Date").empty())
        made.value().fields.push_back({"Date", httpDate(clock.now() + ahead)});
    return made;
}

Json ScriptedPortal::description() const {
    return {{"version", "1"},
            {"id", "example"},
            {"origin", kOrigin},
            {"names", {{"kk", "Үлгі портал"}, {"ru", "Портал-образец"}, {"en", "Example portal"}}},
            {"auth_base", "/auth/v1"},
            {"challenge_formats", {"xmldsig", "web-eid", "cms-detached"}},
            {"second_factors", {"sms", "qr"}},
            {"sms",
             {{"sender", "EXAMPLE"},
              {"code_length", 6},
              {"lifetime_s", 180},
              {"resend_after_s", 60},
              {"max_attempts", 3},
              {"max_resends", 3}}},
            {"links", {{"register_phone", kOrigin + "/phone"}, {"support", kOrigin + "/support"}}}};
}

std::string ScriptedPortal::challengeText(const std::string& clientNonce) const {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><portalLogin xmlns:p=\"urn:eds-portal:1\" p:origin=\"" +
           kOrigin + "\"><p:nonce>server-nonce-0123456789ab</p:nonce><p:clientNonce>" + clientNonce +
           "</p:clientNonce><p:expires>" + formatRfc3339(clock.now() + ahead + std::chrono::minutes(5)) +
           "</p:expires></portalLogin>";
}

Json ScriptedPortal::challenge(const std::string& clientNonce) const {
    return {{"login_id", kLoginId},
            {"format", "xmldsig"},
            {"challenge", challengeText(clientNonce)},
            {"origin", kOrigin},
            {"issued_at", formatRfc3339(clock.now() + ahead)},
            {"expires_at", formatRfc3339(clock.now() + ahead + std::chrono::minutes(5))}};
}

Json ScriptedPortal::login(const std::string& state) const {
    Json sms{{"type", "sms"}, {"available", true}, {"masked_phone", "+7 70* *** ** 07"}, {"resends_left", 3}};
    if (smsSent) {
        sms["sent_at"] = formatRfc3339(clock.now() + ahead);
        sms["expires_at"] = formatRfc3339(clock.now() + ahead + std::chrono::seconds(180));
        sms["resend_at"] = formatRfc3339(clock.now() + ahead + std::chrono::seconds(60));
        sms["attempts_left"] = attemptsLeft;
    }
    return {{"login_id", kLoginId},
            {"state", state},
            {"subject", {{"name", "СЫНАҚОВ СЫНАҚ"}, {"masked_iin", "99******0016"}}},
            {"factors", {sms, {{"type", "qr"}, {"available", true}}}}};
}

Json ScriptedPortal::completed() const {
    Json json = login("completed");
    json["ticket"] = kTicket;
    json["finish_url"] = kFinish;
    json["ticket_expires_at"] = formatRfc3339(clock.now() + ahead + std::chrono::minutes(2));
    return json;
}

Json ScriptedPortal::qr(const std::string& state) const {
    return {{"qr_id", kQrId},
            {"state", state},
            {"qr_text", kOrigin + "/phone#qr=picture"},
            {"expires_at", formatRfc3339(clock.now() + ahead + std::chrono::minutes(2))},
            {"poll_after_s", 3}};
}

HttpAnswer ScriptedPortal::usual(const std::string& name, const HttpRequest& request) {
    const auto member = [&request](const char* key) {
        return Json::parse(request.body).value(key, std::string());
    };
    if (name == kDescribe)
        return jsonAnswer(200, description());
    if (name == kChallenge) {
        Json json = challenge(member("client_nonce"));
        json["format"] = member("format");
        return jsonAnswer(201, json);
    }
    if (name == kSignature) {
        loginState = "second_factor_required";
        return jsonAnswer(200, login(loginState));
    }
    if (name == kSend) {
        smsSent = true;
        return jsonAnswer(200, login(loginState));
    }
    if (name == kCode) {
        if (member("code") == kGoodCode) {
            loginState = "completed";
            return jsonAnswer(200, completed());
        }
        --attemptsLeft;
        return problemAnswer(401, "otp_wrong", {{"attempts_left", attemptsLeft}});
    }
    if (name == kGetLogin)
        return jsonAnswer(200, loginState == "completed" ? completed() : login(loginState));
    if (name == kStartQr)
        return jsonAnswer(201, qr("pending"));
    if (name == kPoll)
        return jsonAnswer(200, qr(qrState));
    if (name == kToken)
        return jsonAnswer(200, {{"access_token", "access-secret"},
                                {"token_type", "Bearer"},
                                {"expires_in", 3600},
                                // {"amr":["hwk","sms","mfa"]}
                                {"id_token", "e30.eyJhbXIiOlsiaHdrIiwic21zIiwibWZhIl19.c2lnbmF0dXJl"}});
    HttpAnswer deleted;
    deleted.status = 204;
    return deleted;
}

const Identity& signerIdentity() {
    static Authority root = Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "ТЕСТ ОРТАЛЫҒЫ");
    static const Identity identity = root.issue(crypto::KeyAlgorithm::Gost2015_512);
    return identity;
}

void describeAndBegin(portal::Login& login, portal::Format format) {
    ASSERT_EQ(outcome(login.describe({})), "ok");
    ASSERT_EQ(outcome(login.begin(format, {})), "ok");
}

void bringToSecondFactor(portal::Login& login) {
    describeAndBegin(login);
    const auto session = sessionFor(signerIdentity());
    ASSERT_EQ(outcome(login.sign(*session, {})), "ok");
    ASSERT_EQ(login.view().stage, portal::Stage::SecondFactor);
}

SecretBytes secret(std::string_view text) {
    return SecretBytes::copyOf(viewOf(text));
}

} // namespace tanba::test
