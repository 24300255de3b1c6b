#include "core/portal/answers.h"

#include "core/portal/problem.h"
#include "tests/unit/portal/scripted_portal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal;

struct Row {
    const char* pointer;
    Json value;
    const char* subject;
};

/// "ok", or "portal.answer_wrong" with the member.
template <typename Read>
std::string verdictOf(const Json& json, const Read& read) {
    const auto answer = read(viewOf(json.dump()));
    return answer.ok() ? "ok" : std::string(codeText(answer.failure().code)) + " " + answer.failure().subject;
}

template <typename Read>
void expectRefused(const Json& good, const std::vector<Row>& rows, const Read& read) {
    ASSERT_EQ(verdictOf(good, read), "ok");
    for (const Row& row : rows) {
        SCOPED_TRACE(std::string(row.pointer) + " = " + row.value.dump().substr(0, 80));
        Json json = good;
        json[Json::json_pointer(row.pointer)] = row.value;
        EXPECT_EQ(verdictOf(json, read), std::string("portal.answer_wrong ") + row.subject);
    }
}

TEST(ChallengeAnswer, IsBounded) {
    const Json good = ScriptedPortal().challenge(std::string(43, 'n'));
    expectRefused(good,
                  {{"/login_id", "short", "login_id"},
                   {"/login_id", "../../../../../etc/passwd", "login_id"},
                   {"/login_id", std::string(87, 'x'), "login_id"},
                   {"/login_id", 1234567890123456789, "login_id"},
                   {"/format", "web-eid", "format"},
                   {"/challenge", "", "challenge"},
                   {"/challenge", std::string(kMaxChallenge + 1, 'x'), "challenge"},
                   {"/origin", nullptr, "origin"},
                   {"/issued_at", "yesterday", "issued_at"},
                   {"/expires_at", 1760000000, "expires_at"}},
                  readChallengeAnswer);
}

TEST(LoginAnswer, IsBounded) {
    const auto read = [](ByteView json) { return readLoginAnswer(json, kLoginId, kOrigin); };
    ScriptedPortal portal;
    portal.smsSent = true;
    expectRefused(portal.login("second_factor_required"),
                  {{"/login_id", "login-of-somebody-else", "login_id"},
                   {"/state", "nearly_completed", "state"},
                   {"/state", nullptr, "state"},
                   {"/subject", "me", "subject"},
                   {"/subject/name", std::string(201, 'x'), "name"},
                   {"/factors", Json::object(), "factors"},
                   {"/factors/2", Json{{"type", "sms"}, {"available", true}}, "factors"},
                   {"/factors/0/type", "fax", "type"},
                   {"/factors/0/reason", "no idea", "reason"},
                   {"/factors/0/attempts_left", -1, "attempts_left"},
                   {"/factors/0/attempts_left", 4294967298LL, "attempts_left"},
                   {"/factors/0/resends_left", 101, "resends_left"},
                   {"/factors/0/expires_at", "2026-13-01T00:00:00Z", "expires_at"},
                   {"/factors/0/masked_phone", std::string(33, '*'), "masked_phone"},
                   {"/factors/0/masked_phone", "+7 701 (SMS 1414 eGov.kz)", "masked_phone"},
                   {"/factors/0/masked_phone", "+7 70х *** ** 07", "masked_phone"}, // Cyrillic
                   {"/factors/0/masked_phone", "+7\u00a0701", "masked_phone"},
                   {"/factors/0/masked_phone", "①④①④", "masked_phone"},
                   {"/subject/masked_iin", "eGov", "masked_iin"},
                   {"/subject/masked_bin", "1414.kz", "masked_bin"},
                   {"/factors/0/available", "yes", "available"},
                   {"/ticket", "too-early", "ticket"}},
                  read);
    expectRefused(portal.completed(),
                  {{"/ticket", nullptr, "ticket"},
                   {"/ticket", "", "ticket"},
                   {"/ticket", std::string(513, 't'), "ticket"},
                   {"/finish_url", nullptr, "finish_url"},
                   {"/finish_url", "https://elsewhere.example/finish", "finish_url"},
                   {"/finish_url", "https://portal.example.elsewhere.example/", "finish_url"},
                   {"/finish_url", "https://portal.example@elsewhere.example/", "finish_url"},
                   {"/finish_url", "http://portal.example/finish", "finish_url"},
                   {"/finish_url", "https://portal.example:444/finish", "finish_url"},
                   {"/finish_url", "https://portal.example/finish#x", "finish_url"},
                   {"/finish_url", "/finish", "finish_url"}},
                  read);
}

TEST(LoginAnswer, IsReadWhole) {
    ScriptedPortal portal;
    portal.smsSent = true;
    const auto answer =
        readLoginAnswer(viewOf(portal.login("second_factor_required").dump()), kLoginId, kOrigin);
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().subject->maskedIin, "99******0016");
    ASSERT_EQ(answer.value().factors.size(), 2U);
    EXPECT_EQ(answer.value().factors[0].attemptsLeft, 3);
    EXPECT_EQ(answer.value().factors[0].resendAt, portal.clock.now() + std::chrono::seconds(60));
    EXPECT_FALSE(answer.value().ending.has_value());
}

TEST(LoginAnswer, MasksNumbersWithBulletsAndStars) {
    ScriptedPortal portal;
    for (const char* phone : {"+7 (70•) •••-••-07", "+7 70* *** ** 07", ""}) {
        Json json = portal.login("second_factor_required");
        json["factors"][0]["masked_phone"] = phone;
        const auto answer = readLoginAnswer(viewOf(json.dump()), kLoginId, kOrigin);
        ASSERT_EQ(outcome(answer), "ok") << phone;
        EXPECT_EQ(answer.value().factors[0].maskedPhone, phone);
    }
}

TEST(QrAnswer, IsBoundedAndNamesNoOtherPortal) {
    const auto readNew = [](ByteView json) { return readQrAnswer(json, {}, kOrigin); };
    const auto readOld = [](ByteView json) { return readQrAnswer(json, kQrId, kOrigin); };
    const Json good = ScriptedPortal().qr("pending");
    expectRefused(good,
                  {{"/qr_id", "../x", "qr_id"},
                   {"/state", "unknown", "state"},
                   {"/qr_text", nullptr, "qr_text"},
                   {"/qr_text", "https://idp.egov.kz/login?id=1", "qr_text"},
                   {"/qr_text", "mobileSign:https://elsewhere.example/q", "qr_text"},
                   {"/qr_text", "http://portal.example/q", "qr_text"},
                   {"/qr_text", "https://portal.example/q\n", "qr_text"},
                   {"/qr_text", kOrigin + "/" + std::string(1100, 'q'), "qr_text"},
                   {"/poll_after_s", 0, "poll_after_s"},
                   {"/poll_after_s", 86400, "poll_after_s"},
                   {"/expires_at", "soon", "expires_at"}},
                  readNew);
    expectRefused(good, {{"/qr_id", "another-session-0123", "qr_id"}}, readOld);
    Json mobile = good;
    mobile["qr_text"] = "mobileSign:https://portal.example/mgov/q?id=1";
    EXPECT_EQ(verdictOf(mobile, readNew), "ok");
    Json plain{{"qr_id", kQrId}, {"state", "expired"}};
    EXPECT_EQ(verdictOf(plain, readOld), "ok");
    EXPECT_EQ(verdictOf(plain, readNew), "portal.answer_wrong qr_text");
}

/// They open an application on the device that shows them, which is no phone here.
TEST(QrAnswer, PassesDeepLinksOver) {
    const Json plain = ScriptedPortal().qr("pending");
    const auto without = readQrAnswer(viewOf(plain.dump()), {}, kOrigin);
    ASSERT_TRUE(without.ok());
    for (const Json& links :
         {Json::array({{{"app", "kz.mobile.mgov"}, {"url", "https://m.egov.kz/mobileSign/?link=x"}}}),
          Json::array({{{"app", "shell"}, {"url", "file:///bin/sh"}}}), Json("javascript:alert(1)")}) {
        Json answer = plain;
        answer["deep_links"] = links;
        const auto with = readQrAnswer(viewOf(answer.dump()), {}, kOrigin);
        ASSERT_TRUE(with.ok()) << links.dump();
        EXPECT_EQ(with.value().text, without.value().text) << "what is drawn and copied";
    }
}

TEST(QrAnswer, SaysHowLongToWait) {
    const auto answer = readQrAnswer(viewOf(ScriptedPortal().qr("pending").dump()), {}, kOrigin);
    ASSERT_EQ(outcome(answer), "ok");
    EXPECT_EQ(answer.value().pollAfter, std::chrono::seconds(3));
}

TEST(QrPause, EndsWithTheCode) {
    QrView qr;
    qr.pollAfter = std::chrono::seconds(30);
    EXPECT_EQ(pauseBeforePoll(qr, goodTime()), std::chrono::seconds(30));
    qr.expiresAt = goodTime() + std::chrono::seconds(5);
    EXPECT_EQ(pauseBeforePoll(qr, goodTime()), std::chrono::seconds(5));
    EXPECT_EQ(pauseBeforePoll(qr, goodTime() + std::chrono::seconds(5)), std::chrono::seconds(1));
    EXPECT_EQ(pauseBeforePoll(qr, goodTime() + std::chrono::hours(1)), std::chrono::seconds(1));
    qr.expiresAt = goodTime() + std::chrono::hours(1);
    EXPECT_EQ(pauseBeforePoll(qr, goodTime()), std::chrono::seconds(30));
}

TEST(Tokens, AreBounded) {
    const Json good{{"access_token", "a"}, {"token_type", "Bearer"}, {"expires_in", 60}, {"id_token", "b"}};
    expectRefused(good,
                  {{"/access_token", nullptr, "access_token"},
                   {"/token_type", "mac", "token_type"},
                   {"/expires_in", -1, "expires_in"},
                   {"/id_token", std::string(20'000, 'x'), "id_token"}},
                  readTokens);
    // A token whose middle is no JSON says nothing about how the person was proved.
    for (const char* token : {"b", "a.b.c", "..", "a.e30.c", "e30.eyJhbXIiOiJod2sifQ.x"}) {
        Json json = good;
        json["id_token"] = token;
        const auto tokens = readTokens(viewOf(json.dump()));
        ASSERT_EQ(outcome(tokens), "ok") << token;
        EXPECT_TRUE(tokens.value().methods.empty()) << token;
    }
}

// ---- problem documents ----

Result<Problem> problemOf(const Json& json, std::string_view retryAfter = {}) {
    return readProblem(viewOf(json.dump()), 429, retryAfter);
}

TEST(Problem, EachNameOfTheProfileHasItsFailure) {
    const std::map<std::string, std::string> expected{
        {"challenge_expired", "portal.challenge_expired"},
        {"challenge_used", "portal.challenge_used"},
        {"signature_invalid", "portal.signature_invalid"},
        {"cert_expired", "portal.cert_expired"},
        {"cert_revoked", "portal.cert_revoked"},
        {"cert_untrusted", "portal.cert_untrusted"},
        {"wrong_key_usage", "portal.wrong_key_usage"},
        {"account_not_found", "portal.account_not_found"},
        {"role_not_allowed", "portal.role_not_allowed"},
        {"phone_not_registered", "portal.phone_not_registered"},
        {"sms_gateway_unavailable", "portal.sms_gateway_unavailable"},
        {"otp_wrong", "portal.otp_wrong 2"},
        {"otp_expired", "portal.otp_expired"},
        {"resend_too_early", "portal.resend_too_early 17"},
        {"resend_limit", "portal.resend_limit"},
        {"locked", "portal.locked 17"},
        {"qr_expired", "portal.qr_expired"},
        {"qr_rejected", "portal.qr_rejected"},
        {"slow_down", "portal.too_many_requests 17"},
        {"busy", "portal.too_many_requests 17"},
        {"login_gone", "portal.login_gone"},
        {"ticket_invalid", "portal.login_gone"},
    };
    EXPECT_EQ(problemTable().size(), expected.size());
    for (const auto& [name, wanted] : expected) {
        const auto problem = problemOf({{"type", "urn:eds-portal:problem:" + name},
                                        {"title", "Иванов 991231500016"},
                                        {"detail", "code 135790"},
                                        {"attempts_left", 2},
                                        {"retry_after", 17}});
        ASSERT_EQ(outcome(problem), "ok") << name;
        const Failure failure = failureOf(problem.value());
        const std::string number = failure.subject.empty() ? "" : " " + failure.subject;
        EXPECT_EQ(std::string(codeText(failure.code)) + number, wanted);
        EXPECT_EQ(failure.detail, ""); // nothing of the portal's words
    }
}

TEST(Problem, UnknownOnesAreToldByTheirStatus) {
    for (const Json& json : {Json{{"type", "about:blank"}}, Json{{"title", "x"}},
                             Json{{"type", "urn:eds-portal:problem:invented"}}, Json::object()}) {
        const auto problem = problemOf(json);
        ASSERT_EQ(outcome(problem), "ok");
        EXPECT_EQ(codeText(failureOf(problem.value()).code), "portal.problem");
        EXPECT_EQ(failureOf(problem.value()).subject, "HTTP 429");
    }
}

TEST(Problem, TakesTheWaitFromTheMemberElseFromTheField) {
    const Json early{{"type", "urn:eds-portal:problem:resend_too_early"}};
    EXPECT_EQ(problemOf(early, "30").value().retryAfter, 30);
    for (const char* field : {"", "-1", "soon", "99999999999", "Sun, 06 Nov 1994 08:49:37 GMT"})
        EXPECT_EQ(problemOf(early, field).value().retryAfter, std::nullopt) << field;
    Json both = early;
    both["retry_after"] = 5;
    EXPECT_EQ(problemOf(both, "30").value().retryAfter, 5);
}

TEST(Problem, WildNumbersAreRefused) {
    for (const Json& number : {Json(-1), Json(1e300), Json("3"), Json(18446744073709551615ULL)}) {
        const auto problem =
            problemOf({{"type", "urn:eds-portal:problem:otp_wrong"}, {"attempts_left", number}});
        EXPECT_EQ(outcome(problem), "portal.answer_wrong");
    }
    EXPECT_EQ(outcome(readProblem(viewOf("{\"type\":1,\"type\":2}"), 400, {})), "portal.answer_wrong");
}

} // namespace
} // namespace tanba::test
