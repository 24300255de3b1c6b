#include "core/portal/problem.h"
#include "tests/unit/portal/scripted_portal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>

namespace tanba::test {
namespace {

using namespace portal;

/// The way of a login by SMS, one step after the other, and which request each sends.
struct WayStep {
    std::string request;
    std::function<Outcome(Login&)> walk;
};

Outcome signNow(Login& login) {
    const auto session = sessionFor(signerIdentity());
    return login.sign(*session, {});
}

const std::vector<WayStep>& way() {
    static const std::vector<WayStep> kWay{
        {kDescribe, [](Login& login) { return login.describe({}); }},
        {kChallenge, [](Login& login) { return login.begin(Format::XmlDsig, {}); }},
        {kSignature, signNow},
        {kStartQr, [](Login& login) { return login.startQr({}); }},
        {kPoll, [](Login& login) { return login.pollQr({}); }},
        {kSend, [](Login& login) { return login.sendCode({}); }},
        {kCode, [](Login& login) { return login.postCode(secret(kGoodCode), {}); }},
    };
    return kWay;
}

void walkTo(Login& login, std::size_t steps) {
    for (std::size_t at = 0; at < steps; ++at)
        ASSERT_EQ(outcome(way()[at].walk(login)), "ok") << way()[at].request;
}

HttpAnswer withType(HttpAnswer answer, const std::string& type) {
    answer.contentType = type;
    return answer;
}

struct Lie {
    const char* name;
    ScriptedPortal::Reply reply;
};

std::vector<Lie> lies() {
    const auto said = [](HttpAnswer answer) {
        return [answer](const HttpRequest&) -> Result<HttpAnswer> { return answer; };
    };
    const std::string deep(40'000, '[');
    return {
        {"a web page", said(withType(jsonAnswer(200, {{"login_id", kLoginId}}), "text/html"))},
        {"a web page of the right type", said(withType({200, "", toBytes("<html>")}, "application/json"))},
        {"nothing", said({200, "application/json", {}})},
        {"no content", said({204, "", {}})},
        {"teapot", said({418, "text/plain", toBytes("code 135790 ticket~secret+value/1")})},
        {"a problem that is none", said(withType({400, "", toBytes("{")}, "application/problem+json"))},
        {"depth", said({200, "application/json", toBytes(deep)})},
        {"too large", said(jsonAnswer(200, {{"x", std::string(100'000, 'x')}}))},
        {"another login", said(jsonAnswer(200, {{"login_id", "login-of-somebody-else"},
                                                {"qr_id", "qr-of-somebody-else"},
                                                {"state", "completed"},
                                                {"ticket", kTicket},
                                                {"finish_url", kFinish}}))},
        {"the end elsewhere", said(jsonAnswer(200, {{"login_id", kLoginId},
                                                    {"qr_id", kQrId},
                                                    {"state", "completed"},
                                                    {"ticket", kTicket},
                                                    {"finish_url", "https://elsewhere.example/?ticket=1"}}))},
        {"a gigabyte",
         [](const HttpRequest&) { return fail(FailureCode::NetworkAnswerTooLarge, "portal.example"); }},
    };
}

TEST(LyingPortal, AtEveryStepEndsTheLoginCleanly) {
    for (const Lie& lie : lies())
        for (std::size_t at = 0; at < way().size(); ++at) {
            SCOPED_TRACE(std::string(lie.name) + " at " + way()[at].request);
            ScriptedPortal portal;
            Login login(portal.ports(), kOrigin);
            walkTo(login, at);
            portal.next(way()[at].request, lie.reply);
            const Outcome walked = way()[at].walk(login);
            ASSERT_FALSE(walked.ok());
            EXPECT_EQ(login.view().stage, Stage::Failed);
            EXPECT_FALSE(login.view().canFinish);
            EXPECT_FALSE(portal.disk.content(kRecordPath).has_value());
            EXPECT_EQ(portal.count(kEndLogin), at > 1 ? 1U : 0U);
            EXPECT_EQ(portal.count(kEndQr), at > 3 ? 1U : 0U);
            for (const std::string& text : {walked.failure().subject, walked.failure().detail})
                for (const char* hidden : {"135790", "ticket", "991231500016"})
                    EXPECT_EQ(text.find(hidden), std::string::npos) << text;
        }
}

/// Changes a member of the usual answer to POST challenge.
std::string beginWith(const std::function<void(Json&)>& change, std::size_t ended = 1) {
    ScriptedPortal portal;
    Login login(portal.ports(), kOrigin);
    EXPECT_EQ(outcome(login.describe({})), "ok");
    portal.next(kChallenge, [&](const HttpRequest& request) -> Result<HttpAnswer> {
        Json json = portal.challenge(Json::parse(request.body).at("client_nonce"));
        change(json);
        return jsonAnswer(201, json);
    });
    const std::string begun = outcome(login.begin(Format::XmlDsig, {}));
    if (begun != "ok") {
        EXPECT_EQ(login.view().stage, Stage::Failed);
        EXPECT_EQ(portal.count(kSignature), 0U);
        EXPECT_EQ(portal.count(kEndLogin), ended); // the portal has opened a login: it is not left behind
    }
    return begun;
}

std::string changed(const Json& json, const std::string& from, const std::string& to) {
    std::string text = json.at("challenge");
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, from.size(), to);
}

TEST(LyingPortal, ChallengesThatAreNoneAreNotSigned) {
    EXPECT_EQ(beginWith([](Json&) {}), "ok");
    EXPECT_EQ(
        beginWith([](Json& json) { json["challenge"] = changed(json, kOrigin, "https://idp.egov.kz"); }),
        "portal.challenge_other_origin");
    EXPECT_EQ(beginWith([](Json& json) { json["origin"] = "https://idp.egov.kz"; }),
              "portal.challenge_other_origin");
    EXPECT_EQ(beginWith([](Json& json) {
                  json["challenge"] = changed(json, "</portalLogin>", "<order>1</order></portalLogin>");
              }),
              "portal.challenge_strange");
    EXPECT_EQ(beginWith([](Json& json) {
                  json["challenge"] = changed(json, "<portalLogin", "<!DOCTYPE a SYSTEM \"x\"><portalLogin");
              }),
              "portal.challenge_strange");
    EXPECT_EQ(beginWith([](Json& json) {
                  json["challenge"] =
                      "<?xml version=\"1.0\" encoding=\"utf-8\"?><login><timeTicket>1</timeTicket></login>";
              }),
              "portal.challenge_strange");
    EXPECT_EQ(beginWith([](Json& json) {
                  json["challenge"] = ScriptedPortal().challengeText(std::string(43, 'z'));
              }),
              "portal.challenge_replayed");
    EXPECT_EQ(beginWith([](Json& json) {
                  const std::string expires = json.at("expires_at");
                  json["expires_at"] = "2026-06-19T12:00:00Z";
                  json["issued_at"] = "2026-06-19T11:59:00Z";
                  json["challenge"] = changed(json, expires, "2026-06-19T12:00:00Z");
              }),
              "portal.challenge_expired");
    EXPECT_EQ(beginWith([](Json& json) { json["login_id"] = "x/../y"; }, 0), "portal.answer_wrong");
    EXPECT_EQ(beginWith([](Json& json) { json["format"] = "cms-detached"; }), "portal.answer_wrong");
}

TEST(LyingPortal, AnswersOfAnotherQuestionAreRefused) {
    ScriptedPortal portal;
    {
        Login login(portal.ports(), kOrigin);
        describeAndBegin(login);
        portal.next(kSignature, jsonAnswer(200, portal.login("challenge_issued")));
        EXPECT_EQ(outcome(signNow(login)), "portal.answer_wrong");
    }
    Login login(portal.ports(), kOrigin);
    bringToSecondFactor(login);
    ASSERT_EQ(outcome(login.sendCode({})), "ok");
    portal.next(kCode, jsonAnswer(200, portal.login("second_factor_required"))); // neither right nor wrong
    EXPECT_EQ(outcome(login.postCode(secret(kGoodCode), {})), "portal.answer_wrong");
}

/// Every problem of the profile, at the signature and at the code: what ends the login, and what does not.
TEST(LyingPortal, EveryProblemAtEveryStepIsTold) {
    for (const ProblemRow& row : problemTable())
        for (std::size_t at = 0; at < way().size(); ++at) {
            SCOPED_TRACE(std::string(row.name) + " at " + way()[at].request);
            ScriptedPortal portal;
            Login login(portal.ports(), kOrigin);
            walkTo(login, at);
            portal.next(way()[at].request, problemAnswer(400, std::string(row.name)));
            const Outcome walked = way()[at].walk(login);
            ASSERT_FALSE(walked.ok());
            EXPECT_EQ(codeText(walked.failure().code), codeText(row.code));
            const Stage stage = login.view().stage;
            EXPECT_TRUE(stage == Stage::Failed || stage == Stage::SecondFactor);
            const bool open = stage == Stage::SecondFactor;
            EXPECT_EQ(portal.disk.content(kRecordPath).has_value(), open);
            EXPECT_EQ(portal.count(kEndLogin), !open && at > 1 ? 1U : 0U);
            if (at <= 2) { // before the second stage nothing can be mended in the same login
                EXPECT_FALSE(open);
            }
        }
}

// ---- cancel ----

TEST(CancelledLogin, BetweenAnyTwoStepsIsCleanedUp) {
    for (std::size_t at = 0; at <= way().size() - 1; ++at) {
        SCOPED_TRACE(at);
        ScriptedPortal portal;
        Login login(portal.ports(), kOrigin);
        walkTo(login, at);
        login.cancel();
        EXPECT_EQ(login.view().stage, Stage::Cancelled);
        EXPECT_EQ(portal.count(kEndLogin), at > 1 ? 1U : 0U);
        EXPECT_EQ(portal.count(kEndQr), at > 3 ? 1U : 0U);
        EXPECT_FALSE(portal.disk.content(kRecordPath).has_value());
        login.cancel(); // once is enough
        EXPECT_EQ(portal.count(kEndLogin), at > 1 ? 1U : 0U);
    }
}

/// From another thread, while each request is under way: what the portal opens after all is ended too.
TEST(CancelledLogin, DuringAnyStepIsCleanedUp) {
    for (std::size_t at = 0; at < way().size(); ++at) {
        SCOPED_TRACE(way()[at].request);
        ScriptedPortal portal;
        Login login(portal.ports(), kOrigin);
        walkTo(login, at);
        portal.next(way()[at].request, [&](const HttpRequest& request) -> Result<HttpAnswer> {
            std::thread([&login] { login.cancel(); }).join();
            // The answer comes all the same.
            if (way()[at].request == kChallenge)
                return jsonAnswer(201, portal.challenge(Json::parse(request.body).at("client_nonce")));
            if (way()[at].request == kStartQr)
                return jsonAnswer(201, portal.qr("pending"));
            if (way()[at].request == kPoll)
                return jsonAnswer(200, portal.qr("scanned"));
            if (way()[at].request == kDescribe)
                return jsonAnswer(200, portal.description());
            return jsonAnswer(200, way()[at].request == kCode ? portal.completed()
                                                              : portal.login("second_factor_required"));
        });
        EXPECT_EQ(outcome(way()[at].walk(login)), "cancelled");
        EXPECT_EQ(login.view().stage, Stage::Cancelled);
        EXPECT_FALSE(login.view().canFinish);
        EXPECT_EQ(outcome(login.finishAddress()), "portal.login_gone");
        EXPECT_EQ(portal.count(kEndLogin), at > 0 ? 1U : 0U);
        EXPECT_EQ(portal.count(kEndQr), at > 2 ? 1U : 0U);
        EXPECT_FALSE(portal.disk.content(kRecordPath).has_value());
    }
}

TEST(CancelledLogin, ByItsTokenIsCleanedUpToo) {
    for (std::size_t at = 0; at < way().size(); ++at) {
        SCOPED_TRACE(way()[at].request);
        ScriptedPortal portal;
        Login login(portal.ports(), kOrigin);
        walkTo(login, at);
        portal.next(way()[at].request, fail(FailureCode::Cancelled));
        EXPECT_EQ(outcome(way()[at].walk(login)), "cancelled");
        const bool poll = way()[at].request == kPoll; // stops waiting, not the login
        EXPECT_EQ(login.view().stage, poll ? Stage::SecondFactor : Stage::Cancelled);
        EXPECT_EQ(portal.count(kEndLogin), at > 1 && !poll ? 1U : 0U);
    }
}

TEST(CancelledLogin, APortalThatIsGoneHoldsNobodyUp) {
    ScriptedPortal portal;
    Login login(portal.ports(), kOrigin);
    walkTo(login, 5);
    portal.next(kEndQr, fail(FailureCode::NetworkTimeout));
    portal.next(kEndLogin, [](const HttpRequest& request) -> Result<HttpAnswer> {
        EXPECT_LE(request.within, Login::kCleanUpWithin);
        return fail(FailureCode::NetworkTimeout);
    });
    login.cancel();
    EXPECT_EQ(login.view().stage, Stage::Cancelled);
    EXPECT_FALSE(portal.disk.content(kRecordPath).has_value());
}

/// The program is on its way out: one short word to each of QR session and login, and no more.
TEST(CancelledLogin, WhoIsStoppedWaitsForOneShortWordOnly) {
    for (const bool atOnce : {true, false}) {
        SCOPED_TRACE(atOnce);
        ScriptedPortal portal;
        Login login(portal.ports(), kOrigin);
        walkTo(login, 5);
        CancelToken token;
        if (atOnce)
            token.cancel();
        std::vector<std::chrono::milliseconds> waited;
        portal.next(kEndQr, [&](const HttpRequest& request) -> Result<HttpAnswer> {
            waited.push_back(request.within);
            token.cancel(); // at the latest
            return fail(FailureCode::NetworkTimeout);
        });
        portal.next(kEndLogin, [&](const HttpRequest& request) -> Result<HttpAnswer> {
            waited.push_back(request.within);
            return fail(FailureCode::NetworkTimeout);
        });
        login.cancel({&token, nullptr});
        ASSERT_EQ(waited.size(), 2U);
        EXPECT_EQ(waited[0], atOnce ? Login::kLastWordWithin : Login::kCleanUpWithin);
        EXPECT_EQ(waited[1], Login::kLastWordWithin);
        EXPECT_EQ(login.view().stage, Stage::Cancelled);
    }
}

TEST(PortalSecrets, GoOnlyWhereTheyBelong) {
    ScriptedPortal portal;
    Login login(portal.ports(), kOrigin);
    walkTo(login, way().size());
    const std::string address(asText(login.finishAddress().value().view()));
    const std::string verifier = address.substr(address.find("code_verifier=") + 14);
    for (const std::string& request : portal.asked()) {
        SCOPED_TRACE(request);
        for (const std::string& hidden : {kGoodCode, verifier, kTicket})
            EXPECT_EQ(request.find(hidden), std::string::npos);
        EXPECT_EQ(portal.body(request).find(kGoodCode) != std::string::npos, request == kCode);
        EXPECT_EQ(portal.body(request).find(verifier), std::string::npos);
    }
}

} // namespace
} // namespace tanba::test
