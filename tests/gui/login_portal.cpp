#include "tests/gui/login_portal.h"

#include "core/base/time.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <iostream>

namespace tanba::gui::test {

using PlayedJson = nlohmann::json;
using Ask = LoginPortalPlay::Ask;

class PlayedTransport : public HttpTransport {
  public:
    explicit PlayedTransport(std::shared_ptr<LoginPortalPlay> play) : play_(std::move(play)) {}
    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        return play_->answer(request);
    }

  private:
    std::shared_ptr<LoginPortalPlay> play_;
};

namespace {

constexpr const char* kLoginId = "login-0123456789abcdef";
constexpr const char* kQrId = "qr-0123456789abcdef";

struct AskRow {
    Ask ask;
    HttpRequest::Method method;
    std::string path;
};

const std::vector<AskRow>& rows() {
    using enum LoginPortalPlay::Ask;
    using enum HttpRequest::Method;
    const std::string login = std::string("/auth/v1/logins/") + kLoginId;
    const std::string qr = std::string("/auth/v1/qr/") + kQrId;
    static const std::vector<AskRow> all = {
        {Description, Get, "/.well-known/eds-portal"},
        {Challenge, Post, "/auth/v1/challenge"},
        {Signature, Post, login + "/signature"},
        {SendCode, Post, login + "/otp/send"},
        {PostCode, Post, login + "/otp"},
        {StartQr, Post, "/auth/v1/qr"},
        {PollQr, Get, qr},
        {Login, Get, login},
        {EndLogin, Delete, login},
        {EndQr, Delete, qr},
    };
    return all;
}

/// IMF-fixdate (RFC 9110 5.6.7).
std::string httpDate(Time time) {
    const auto seconds = static_cast<std::time_t>(time.time_since_epoch().count());
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), size};
}

} // namespace

std::unique_ptr<HttpTransport> LoginPortalPlay::transport() {
    return std::make_unique<PlayedTransport>(shared_from_this());
}

std::string LoginPortalPlay::stamp(std::chrono::seconds after) const {
    return formatRfc3339(clock_.now() + after);
}

HttpAnswer LoginPortalPlay::jsonAnswer(int status, const PlayedJson& body, const char* type) const {
    return {status, type, toBytes(body.dump()), {{"Date", httpDate(clock_.now())}}};
}

void LoginPortalPlay::refuse(Ask ask, const std::string& problem, int status, PlayedJson more) {
    PlayedJson body = {{"type", "urn:eds-portal:problem:" + problem}, {"title", problem}, {"status", status}};
    if (more.is_object())
        body.update(more);
    lie(ask, [this, body, status](const HttpAnswer&) {
        return jsonAnswer(status, body, "application/problem+json");
    });
}

void LoginPortalPlay::drop(Ask ask, FailureCode code) {
    const std::lock_guard lock(mutex_);
    troubles_[ask].push_back({code, {}});
}

void LoginPortalPlay::lie(Ask ask, std::function<HttpAnswer(HttpAnswer)> lie) {
    const std::lock_guard lock(mutex_);
    troubles_[ask].push_back({std::nullopt, std::move(lie)});
}

int LoginPortalPlay::asked(Ask ask) const {
    const std::lock_guard lock(mutex_);
    const auto found = asked_.find(ask);
    return found == asked_.end() ? 0 : found->second;
}

HttpAnswer LoginPortalPlay::completedUntil(const std::string& ticketExpires) {
    state_ = "completed";
    PlayedJson body = login();
    body["ticket_expires_at"] = ticketExpires;
    if (ticketExpires.empty())
        body.erase("ticket_expires_at");
    return jsonAnswer(200, body);
}

std::string LoginPortalPlay::sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
}

void LoginPortalPlay::setQr(const std::string& state) {
    const std::lock_guard lock(mutex_);
    qrState_ = state;
}

Ask LoginPortalPlay::askOf(const HttpRequest& request, const std::string& path) const {
    for (const AskRow& row : rows())
        if (row.method == request.method && row.path == path)
            return row.ask;
    std::cerr << "the profile knows no such request: " << request.url << std::endl;
    std::abort();
}

Result<HttpAnswer> LoginPortalPlay::answer(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    const std::string origin = kOrigin;
    if (!request.url.starts_with(origin + '/')) {
        std::cerr << "another portal is asked: " << request.url << std::endl;
        std::abort();
    }
    const std::string path = request.url.substr(origin.size(), request.url.find('?') - origin.size());
    const Ask ask = askOf(request, path);
    ++asked_[ask];
    sent_ += std::string(asText(request.body)) + '\n';
    Trouble trouble;
    if (auto& waiting = troubles_[ask]; !waiting.empty()) {
        trouble = std::move(waiting.front());
        waiting.pop_front();
    }
    if (trouble.dropped)
        return fail(*trouble.dropped, "kabinet.example");
    if (trouble.lie && ask != Ask::Challenge)
        return trouble.lie({});
    const HttpAnswer right =
        answerTo(ask, request.body.empty() ? PlayedJson::object() : PlayedJson::parse(asText(request.body)));
    return trouble.lie ? trouble.lie(right) : right;
}

PlayedJson LoginPortalPlay::description() const {
    return {{"version", "1"},
            {"id", "kabinet"},
            {"origin", kOrigin},
            {"names", {{"kk", "Жеке кабинет"}, {"ru", "Личный кабинет"}}},
            {"auth_base", "/auth/v1"},
            {"challenge_formats", {"xmldsig"}},
            {"second_factors", factors_},
            {"sms", sms_},
            {"links", links_}};
}

PlayedJson LoginPortalPlay::ending() const {
    return {{"ticket", "ticket-0123456789"},
            {"finish_url", std::string(kOrigin) + "/auth/v1/finish?ticket=ticket-0123456789"},
            {"ticket_expires_at", stamp(std::chrono::seconds(60))}};
}

PlayedJson LoginPortalPlay::login() const {
    PlayedJson answer = {{"login_id", kLoginId}, {"state", state_}};
    if (state_ == "challenge_issued")
        return answer;
    answer["subject"] = {{"name", subject_}, {"masked_iin", "9••••••••••1"}};
    if (state_ == "completed") {
        answer.update(ending());
        return answer;
    }
    PlayedJson sms = {{"type", "sms"},
                      {"available", smsObstacle_.empty()},
                      {"masked_phone", "+7 70* *** ** 07"},
                      {"attempts_left", attempts_},
                      {"resends_left", resends_}};
    if (!smsObstacle_.empty())
        sms["reason"] = smsObstacle_;
    if (coolDown_)
        sms["resend_at"] = formatRfc3339(*coolDown_);
    if (codeSent_) {
        const auto after = [this](const char* name) {
            return formatRfc3339(*codeSent_ + std::chrono::seconds(sms_.at(name).get<int>()));
        };
        sms["sent_at"] = formatRfc3339(*codeSent_);
        sms["expires_at"] = after("lifetime_s");
        sms["resend_at"] = after("resend_after_s");
    }
    answer["factors"] = PlayedJson::array();
    for (const std::string& factor : factors_)
        answer["factors"].push_back(factor == "sms" ? sms
                                                    : PlayedJson{{"type", factor}, {"available", true}});
    return answer;
}

PlayedJson LoginPortalPlay::qr() const {
    PlayedJson answer = {{"qr_id", kQrId},
                         {"state", qrState_},
                         {"qr_text", kQrText},
                         {"expires_at", stamp(std::chrono::seconds(120))},
                         {"poll_after_s", 1}};
    if (qrState_ == "confirmed" && qrAlone_)
        answer.update(ending());
    return answer;
}

HttpAnswer LoginPortalPlay::answerTo(Ask ask, const PlayedJson& body) {
    switch (ask) {
    case Ask::Description:
        return jsonAnswer(200, description());
    case Ask::Challenge: {
        const std::string text =
            std::string(R"(<?xml version="1.0" encoding="utf-8"?><portalLogin xmlns:p="urn:eds-portal:1" )") +
            "p:origin=\"" + kOrigin + "\"><p:nonce>0123456789abcdefghijklmnop</p:nonce><p:clientNonce>" +
            body.at("client_nonce").get<std::string>() + "</p:clientNonce><p:expires>" +
            stamp(std::chrono::seconds(300)) + "</p:expires></portalLogin>";
        state_ = "challenge_issued";
        return jsonAnswer(201, {{"login_id", kLoginId},
                                {"format", "xmldsig"},
                                {"challenge", text},
                                {"origin", kOrigin},
                                {"issued_at", stamp()},
                                {"expires_at", stamp(std::chrono::seconds(300))}});
    }
    case Ask::Signature:
        if (body.at("signed").get<std::string>().find("SignatureValue") == std::string::npos)
            std::abort();
        state_ = factors_.empty() ? "completed" : "second_factor_required";
        return jsonAnswer(200, login());
    case Ask::SendCode:
        resends_ -= codeSent_ ? 1 : 0;
        attempts_ = 3;
        codeSent_ = clock_.now();
        return jsonAnswer(200, login());
    case Ask::PostCode:
        if (body.at("code") != kCode) {
            --attempts_;
            return jsonAnswer(401,
                              {{"type", "urn:eds-portal:problem:otp_wrong"},
                               {"title", "otp_wrong"},
                               {"status", 401},
                               {"attempts_left", attempts_}},
                              "application/problem+json");
        }
        state_ = "completed";
        return jsonAnswer(200, login());
    case Ask::StartQr:
        qrState_ = "pending";
        qrAlone_ = !body.contains("login_id");
        return jsonAnswer(201, qr());
    case Ask::PollQr:
        if (qrState_ == "confirmed" && !qrAlone_)
            state_ = "completed";
        return jsonAnswer(200, qr());
    case Ask::Login:
        return jsonAnswer(200, login());
    case Ask::EndLogin:
    case Ask::EndQr:
        return {204, "", {}, {}};
    }
    std::abort();
}

} // namespace tanba::gui::test
