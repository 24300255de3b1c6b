#include "core/portal/login_questions.h"

#include "core/base/encoding.h"
#include "core/portal/answers.h"
#include "core/portal/strict_json.h"
#include "core/portal/wipe.h"

#include <string_view>

namespace tanba::portal {

namespace {

constexpr int kOk = 200;
constexpr int kCreated = 201;
constexpr int kNoContent = 204;
constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"; // RFC 3986 2.3

std::string_view formatName(Format format) {
    return format == Format::XmlDsig ? "xmldsig" : "cms-detached";
}

Bytes jsonBytes(const Json& json) {
    return toBytes(json.dump());
}

/// Appends a value of a form (application/x-www-form-urlencoded); the target has room already, so that no
/// copy of a secret stays behind in a block that became too small.
void appendEncoded(Bytes& form, ByteView value) {
    for (const std::uint8_t byte : value) {
        if (kUnreserved.find(static_cast<char>(byte)) != std::string_view::npos)
            form.push_back(byte);
        else
            append(form, viewOf("%" + toHex({&byte, 1})));
    }
}

} // namespace

Question LoginQuestions::get(const std::string& path) const {
    Question question;
    question.address = base_ + path;
    question.maxAnswer = kMaxAnswer;
    return question;
}

Question LoginQuestions::post(const std::string& path, Bytes json, int wantedStatus) const {
    Question question = get(path);
    question.method = HttpRequest::Method::Post;
    question.contentType = "application/json";
    question.body = std::move(json);
    question.wantedStatus = wantedStatus;
    return question;
}

Question LoginQuestions::remove(const std::string& path) const {
    Question question = get(path);
    question.method = HttpRequest::Method::Delete;
    question.wantedStatus = kNoContent;
    return question;
}

Question LoginQuestions::challenge(const std::string& clientNonce, Format format,
                                   const std::string& codeChallenge) const {
    return post("/challenge",
                jsonBytes({{"client_nonce", clientNonce},
                           {"format", formatName(format)},
                           {"code_challenge", codeChallenge}}),
                kCreated);
}

Question LoginQuestions::signature(const std::string& loginId, Bytes signedChallenge) const {
    Json text = std::string(asText(signedChallenge));
    std::string quoted = text.dump();
    wipe(text.get_ref<std::string&>());
    wipe(signedChallenge);
    Bytes body = toBytes("{\"signed\":" + quoted + ",\"factor\":\"none\"}");
    wipe(quoted);
    return post("/logins/" + loginId + "/signature", std::move(body), kOk);
}

Question LoginQuestions::sendCode(const std::string& loginId) const {
    return post("/logins/" + loginId + "/otp/send", toBytes("{}"), kOk);
}

Question LoginQuestions::postCode(const std::string& loginId, const SecretBytes& code) const {
    constexpr std::string_view kFront = "{\"code\":\"";
    constexpr std::string_view kBack = "\"}";
    Bytes body;
    body.reserve(kFront.size() + code.size() + kBack.size()); // no copy stays behind in a smaller block
    append(body, viewOf(kFront));
    append(body, code.view());
    append(body, viewOf(kBack));
    return post("/logins/" + loginId + "/otp", std::move(body), kOk);
}

Question LoginQuestions::startQr(const std::string& loginId, const std::string& codeChallenge) const {
    Json json{{"code_challenge", codeChallenge}};
    if (!loginId.empty())
        json = {{"login_id", loginId}}; // which has its code challenge already
    return post("/qr", jsonBytes(json), kCreated);
}

Question LoginQuestions::pollQr(const std::string& qrId, std::chrono::seconds wait) const {
    Question question = get("/qr/" + qrId + "?wait=" + std::to_string(wait.count()));
    question.within += wait;
    return question;
}

Question LoginQuestions::login(const std::string& loginId) const {
    return get("/logins/" + loginId);
}

Question LoginQuestions::endLogin(const std::string& loginId) const {
    return remove("/logins/" + loginId);
}

Question LoginQuestions::endQr(const std::string& qrId) const {
    return remove("/qr/" + qrId);
}

Question LoginQuestions::token(const SecretBytes& ticket, const SecretBytes& codeVerifier) const {
    constexpr std::string_view kFront = "grant_type=authorization_code&code=";
    constexpr std::string_view kMiddle = "&code_verifier=";
    Bytes form;
    form.reserve(kFront.size() + kMiddle.size() + 3 * (ticket.size() + codeVerifier.size()));
    append(form, viewOf(kFront));
    appendEncoded(form, ticket.view());
    append(form, viewOf(kMiddle));
    appendEncoded(form, codeVerifier.view());
    Question question = post("/token", std::move(form), kOk);
    question.contentType = "application/x-www-form-urlencoded";
    return question;
}

} // namespace tanba::portal
