#include "core/sign/classify.h"
#include "tests/unit/portal_reference/portal_world.h"

#include <gmock/gmock.h>

namespace tanba::reference_portal {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string replacedOnce(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

TEST(Description, SpeaksForTheOriginThatWasAsked) {
    PortalWorld world;
    const Came came = world.ask("GET", "/.well-known/eds-portal");
    EXPECT_EQ(came.status(), 200U);
    EXPECT_EQ(came.text("origin"), PortalWorld::kOrigin);
    EXPECT_EQ(came.json().at("sms").at("sender"), "1414");
    EXPECT_EQ(came.json().at("second_factors"), (json{"sms", "qr"}));
    EXPECT_EQ(came.json().at("challenge_formats"), (json{"xmldsig", "cms-detached"}));
    const Came local = world.askRaw({"GET", "/.well-known/eds-portal", {"localhost:4443"}, "", ""}, "");
    EXPECT_EQ(local.text("origin"), "https://localhost:4443");
}

TEST(Host, AnyOtherIsMisdirected) {
    PortalWorld world;
    const std::vector<std::vector<std::string>> wrong = {
        {}, {"evil.example"}, {"127.0.0.1"}, {"127.0.0.1:1"}, {"127.0.0.1:4443", "127.0.0.1:4443"}};
    for (const auto& hosts : wrong)
        EXPECT_EQ(world.askRaw({"GET", "/.well-known/eds-portal", hosts, "", ""}, "").problem(),
                  "misdirected");
}

TEST(Answers, CarryDateAndProtection) {
    PortalWorld world;
    for (const char* path : {"/.well-known/eds-portal", "/nowhere", "/phone", "/pages/phone.js"}) {
        const Came came = world.ask("GET", path);
        EXPECT_EQ(came.field("Date"), "Sat, 20 Jun 2026 12:00:00 GMT") << path;
        EXPECT_EQ(came.field("Cache-Control"), "no-store") << path;
        EXPECT_EQ(came.field("X-Content-Type-Options"), "nosniff") << path;
    }
    EXPECT_THAT(world.ask("GET", "/phone").field("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(world.ask("GET", "/nowhere").problem(), "not_found");
    EXPECT_EQ(world.ask("PUT", "/auth/v1/challenge").problem(), "method_not_allowed");
}

TEST(OrderedProblems, EachIsAnsweredOnceAndNothingIsDoneForIt) {
    Settings settings;
    for (const char* order : {"challenge_used@signature", "signature_invalid@signature", "slow_down@send",
                              "format_not_offered@challenge"})
        ASSERT_TRUE(settings.ordered.add(order).ok()) << order;
    PortalWorld world(settings);
    EXPECT_EQ(world.ask("POST", "/auth/v1/challenge").problem(), "format_not_offered");
    const json challenge = world.challenge();
    EXPECT_EQ(world.postSignature(world.person, challenge).problem(), "challenge_used");
    EXPECT_EQ(world.postSignature(world.person, challenge).problem(), "signature_invalid");
    EXPECT_EQ(world.postSignature(world.person, challenge).status(), 200U) << "it was not used up";
    const std::string id = challenge.at("login_id");
    const Came slow = world.sendCode(id);
    EXPECT_EQ(slow.problem(), "slow_down");
    EXPECT_EQ(slow.field("Retry-After"), "2");
    EXPECT_EQ(world.smsCount(), 0U);
    EXPECT_EQ(world.sendCode(id).status(), 200U);
}

TEST(OrderedProblems, AreNamedByProblemAndStep) {
    OrderedProblems orders;
    for (const char* wrong : {"slow_down", "slow_down@", "@poll", "tired@poll", "slow_down@somewhere"})
        EXPECT_FALSE(orders.add(wrong).ok()) << wrong;
}

TEST(Problems, SpeakTheReadersLanguage) {
    PortalWorld world;
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/none", nullptr, "kk").text("title"),
              "Бұл кіру аяқталған, қайта бастаңыз");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/none", nullptr, "ru").text("title"),
              "Этот вход завершён, начните заново");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/none").field("Content-Type"), "application/problem+json");
}

TEST(Requests, AreReadStrictly) {
    PortalWorld world;
    const auto posted = [&world](const std::string& body, const std::string& type = "application/json") {
        return world.askRaw({"POST", "/auth/v1/challenge", {"127.0.0.1:4443"}, type, ""}, body).problem();
    };
    const std::string good = R"("client_nonce":"AAAAAAAAAAAAAAAAAAAAAAAA","code_challenge":")" +
                             std::string(PortalWorld::kCodeChallenge) + "\"";
    EXPECT_EQ(posted("{" + good + "}"), "");
    EXPECT_EQ(posted("{" + good + "}", "text/plain"), "media_type_unsupported");
    EXPECT_EQ(posted("{" + good + "}", ""), "media_type_unsupported");
    for (const std::string& wrong :
         {std::string(), std::string("7"), std::string("[]"), "{" + good, "{" + good + "}x",
          "{" + good + R"(,"more":"x"})", "{" + good + R"(,"format":7})",
          "{" + good + R"(,"format":{"a":"b"}})",
          "{" + good + R"(,"client_nonce":"AAAAAAAAAAAAAAAAAAAAAAAA"})",
          std::string(R"({"client_nonce":"x"})"), "{" + replacedOnce(good, "AAAA", "A<AA") + "}",
          "{" + replacedOnce(good, "AAAA", "") + "}", std::string(20'000, '[')})
        EXPECT_EQ(posted(wrong), "request_malformed") << wrong.substr(0, 200);
    EXPECT_EQ(posted("{" + good + R"(,"format":"web-eid"})"), "format_not_offered");
}

TEST(Challenge, IsTheProfilesShapeAndNamesItsOrigin) {
    PortalWorld world;
    const json begun = world.challenge();
    const std::string text = begun.at("challenge");
    const auto found = sign::classifyContent(viewOf(text), true);
    ASSERT_EQ(found.shapes.size(), 1U);
    EXPECT_EQ(found.shapes.front()->id, "profile");
    EXPECT_EQ(found.statedOrigins, std::vector<std::string>{PortalWorld::kOrigin});
    EXPECT_THAT(text, HasSubstr("<p:clientNonce>AAAAAAAAAAAAAAAAAAAAAAAA</p:clientNonce>"));
    EXPECT_THAT(text, HasSubstr("<p:expires>2026-06-20T12:05:00Z</p:expires>"));
    EXPECT_EQ(begun.at("expires_at"), "2026-06-20T12:05:00Z");
}

TEST(Signature, BothFormatsAndBothAlgorithmsEnterTheSecondStage) {
    PortalWorld world;
    for (const char* format : {"xmldsig", "cms-detached"})
        for (const test::Identity* identity : {&world.person, &world.loginKey, &world.head}) {
            const Came came = world.postSignature(*identity, world.challenge(format));
            EXPECT_EQ(came.status(), 200U) << format << came.answer.reply.body;
            EXPECT_EQ(came.text("state"), "second_factor_required");
            EXPECT_EQ(came.json().at("subject").at("masked_iin"), "9912******16");
        }
    EXPECT_EQ(world.smsCount(), 0U);
}

TEST(Signature, TheSubjectIsTheAccountAndNothingIsInFull) {
    PortalWorld world;
    const Came came = world.postSignature(world.head, world.challenge());
    EXPECT_EQ(came.json().at("subject").at("name"), "ЖШС СЫНАҚ");
    EXPECT_EQ(came.json().at("subject").at("masked_bin"), "1111******16");
    EXPECT_EQ(came.json().at("subject").at("role_oid"), "1.2.398.3.3.4.1.2.1");
    const json sms = came.json().at("factors").at(0);
    EXPECT_EQ(sms.at("masked_phone"), "+7 70* *** ** 12");
    EXPECT_FALSE(sms.contains("sent_at"));
    EXPECT_EQ(came.answer.reply.body.find("111140000016"), std::string::npos);
    EXPECT_EQ(came.answer.reply.body.find("9999912"), std::string::npos);
}

TEST(Signature, CertificatesThatMayNotLogIn) {
    PortalWorld world;
    const auto refused = [&world](const test::Identity& identity) {
        return world.postSignature(identity, world.challenge()).problem();
    };
    EXPECT_EQ(refused(world.stranger), "cert_untrusted");
    EXPECT_EQ(refused(world.signingKey), "wrong_key_usage");
    EXPECT_EQ(refused(world.unknown), "account_not_found");
    EXPECT_EQ(refused(world.wrongRole), "role_not_allowed");
    world.revoke(world.person);
    EXPECT_EQ(refused(world.person), "cert_revoked");
    world.clock.pass(std::chrono::days(365));
    EXPECT_EQ(refused(world.loginKey), "cert_expired");
}

TEST(Signature, WithoutFreshListsNobodyIsLetIn) {
    PortalWorld world;
    world.clock.pass(std::chrono::days(30));
    EXPECT_EQ(world.postSignature(world.person, world.challenge()).problem(), "cert_untrusted");
}

TEST(Signature, AChallengeIsUsedUpByTheFirstThatParses) {
    PortalWorld world;
    const json first = world.challenge();
    const std::string path = "/auth/v1/logins/" + first.at("login_id").get<std::string>() + "/signature";
    // What is no signature at all uses nothing up.
    EXPECT_EQ(world.ask("POST", path, {{"signed", "<a/>"}}).problem(), "signature_invalid");
    EXPECT_EQ(world.ask("POST", path, {{"signed", "not XML"}}).problem(), "signature_invalid");
    EXPECT_EQ(world.postSignature(world.person, first).status(), 200U);
    EXPECT_EQ(world.postSignature(world.person, first).problem(), "challenge_used");

    const json second = world.challenge();
    EXPECT_EQ(world.postSignature(world.stranger, second).problem(), "cert_untrusted");
    EXPECT_EQ(world.postSignature(world.person, second).problem(), "challenge_used");
}

TEST(Signature, ANewLoginGoesOnWhereTheOldWasRefused) {
    PortalWorld world;
    EXPECT_EQ(world.postSignature(world.stranger, world.challenge()).status(), 401U);
    EXPECT_EQ(world.postSignature(world.person, world.challenge()).status(), 200U);
}

// Asking for a challenge costs nothing: whoever asks for as many as there may be must keep nobody out.
TEST(Challenge, ManyThatNobodySignsKeepNobodyOut) {
    PortalWorld world;
    const json before = world.challenge();
    world.clock.pass(std::chrono::seconds(1));
    const std::string inside = world.secondStage(world.loginKey);
    for (std::size_t count = 0; count < Logins::kMaxLogins - 2; ++count)
        world.challenge();
    world.clock.pass(std::chrono::seconds(1));
    const json mine = world.challenge();
    const json forgotten = world.challenge();
    EXPECT_EQ(world.postSignature(world.person, before).problem(), "login_gone") << "the oldest gave way";
    EXPECT_EQ(world.postSignature(world.person, mine).status(), 200U);
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + inside).text("state"), "second_factor_required")
        << "what was signed stays";
    // They are not remembered.
    world.clock.pass(world.settings.challengeLifetime);
    world.challenge();
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + forgotten.at("login_id").get<std::string>()).problem(),
              "login_gone");
}

TEST(Signature, ExpiresWithItsChallenge) {
    PortalWorld world;
    const json begun = world.challenge();
    world.clock.pass(world.settings.challengeLifetime);
    EXPECT_EQ(world.postSignature(world.person, begun).problem(), "challenge_expired");
}

TEST(Signature, MustBeOverThisChallengeAndNothingElse) {
    PortalWorld world;
    const json mine = world.challenge();
    const json other = world.challenge();
    const std::string path = "/auth/v1/logins/" + mine.at("login_id").get<std::string>() + "/signature";
    EXPECT_EQ(world.ask("POST", path, {{"signed", world.sign(world.person, other)}}).problem(),
              "signature_invalid");

    const json changed = world.challenge();
    const std::string changedPath =
        "/auth/v1/logins/" + changed.at("login_id").get<std::string>() + "/signature";
    const std::string signedText = replacedOnce(world.sign(world.person, changed), "<p:nonce>", "<p:nonce>x");
    EXPECT_EQ(world.ask("POST", changedPath, {{"signed", signedText}}).problem(), "signature_invalid");

    const json cms = world.challenge("cms-detached");
    const json otherCms = world.challenge("cms-detached");
    const std::string cmsPath = "/auth/v1/logins/" + cms.at("login_id").get<std::string>() + "/signature";
    EXPECT_EQ(world.ask("POST", cmsPath, {{"signed", world.sign(world.person, otherCms)}}).problem(),
              "signature_invalid");
}

TEST(Signature, AnotherSignatureInTheSameDocumentIsRefused) {
    PortalWorld world;
    const json begun = world.challenge();
    json twice = begun;
    twice["challenge"] = world.sign(world.person, begun);
    EXPECT_EQ(world.postSignature(world.head, twice).problem(), "signature_invalid");
}

// The number of an account, and that there is one, is nobody's business before the signature is good.
TEST(Signature, ABadOneIsAnsweredTheSameWhoeverHasAnAccount) {
    PortalWorld world;
    const auto bad = [&world](const test::Identity& identity) {
        const json begun = world.challenge();
        json other = world.challenge();
        other["login_id"] = begun.at("login_id");
        return world.postSignature(identity, other, "sms");
    };
    const std::string known = bad(world.person).answer.reply.body;
    EXPECT_EQ(bad(world.unknown).answer.reply.body, known);
    EXPECT_EQ(bad(world.noPhone).answer.reply.body, known);
    EXPECT_EQ(bad(world.wrongRole).answer.reply.body, known);
    EXPECT_THAT(known, HasSubstr("signature_invalid"));
    EXPECT_EQ(world.smsCount(), 0U);
}

TEST(Logins, AreKnownOnlyAtTheNameTheyWereBegunAt) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person);
    const Came elsewhere = world.askRaw({"GET", "/auth/v1/logins/" + id, {"localhost:4443"}, "", ""}, "");
    EXPECT_EQ(elsewhere.problem(), "login_gone");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + id).text("state"), "second_factor_required");
}

} // namespace
} // namespace tanba::reference_portal
