#include "tests/unit/portal_reference/portal_world.h"

#include <gtest/gtest.h>

#include <set>

namespace tanba::reference_portal {
namespace {

using std::chrono::seconds;

nlohmann::json smsOf(const Came& came) {
    return came.json().at("factors").at(0);
}

TEST(Codes, TheRightOneEnters) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person);
    const Came sent = world.sendCode(id);
    EXPECT_EQ(sent.status(), 200U);
    EXPECT_EQ(smsOf(sent).at("sent_at"), "2026-06-20T12:00:00Z");
    EXPECT_EQ(smsOf(sent).at("expires_at"), "2026-06-20T12:03:00Z");
    EXPECT_EQ(smsOf(sent).at("resend_at"), "2026-06-20T12:01:00Z");
    EXPECT_EQ(smsOf(sent).at("attempts_left"), 3);
    EXPECT_EQ(smsOf(sent).at("resends_left"), 3);
    const Came done = world.postCode(id, world.latestCode());
    EXPECT_EQ(done.text("state"), "completed");
    EXPECT_EQ(world.redeem(done.text("ticket"), PortalWorld::kVerifier).status(), 200U);
}

TEST(Codes, GoOutWithTheSignatureWhenAskedSo) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.smsCount(), 1U);
    EXPECT_EQ(world.postCode(id, world.latestCode()).text("state"), "completed");
}

TEST(Codes, TheOutboxMasksTheNumber) {
    PortalWorld world;
    world.secondStage(world.person, "sms");
    const std::string line(asText(test::fileContent(world.folder / "outbox.jsonl")));
    const auto json = nlohmann::json::parse(line);
    EXPECT_EQ(json.at("to_masked"), "+7 70* *** ** 07");
    EXPECT_EQ(json.at("from"), "1414");
    EXPECT_EQ(line.find("1234507"), std::string::npos);
}

TEST(Codes, AWrongOneCostsAnAttemptAndTheLastOneLocks) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    const std::string wrong = PortalWorld::otherCode(world.latestCode());
    const Came first = world.postCode(id, wrong);
    EXPECT_EQ(first.problem(), "otp_wrong");
    EXPECT_EQ(first.json().at("attempts_left"), 2);
    EXPECT_EQ(world.postCode(id, wrong).json().at("attempts_left"), 1);
    const Came locked = world.postCode(id, wrong);
    EXPECT_EQ(locked.problem(), "locked");
    EXPECT_EQ(locked.json().at("retry_after"), 900);
    EXPECT_EQ(locked.field("Retry-After"), "900");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + id).text("state"), "locked");
    EXPECT_EQ(world.postCode(id, world.latestCode()).problem(), "locked");
}

TEST(Codes, ANewLoginDoesNotOpenALock) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    const std::string wrong = PortalWorld::otherCode(world.latestCode());
    for (int attempt = 0; attempt < 3; ++attempt)
        world.postCode(id, wrong);
    world.clock.pass(seconds(100));
    const Came again = world.postSignature(world.person, world.challenge(), "sms");
    EXPECT_EQ(again.problem(), "locked");
    EXPECT_EQ(again.json().at("retry_after"), 800);
    EXPECT_EQ(world.smsCount(), 1U);
    // With another key of the same person as well; somebody else is not locked.
    EXPECT_EQ(world.postSignature(world.loginKey, world.challenge()).problem(), "locked");
    EXPECT_EQ(world.postSignature(world.head, world.challenge()).status(), 200U);
    world.clock.pass(seconds(800));
    EXPECT_EQ(world.postSignature(world.person, world.challenge(), "sms").status(), 200U);
    EXPECT_EQ(world.smsCount(), 2U);
}

TEST(Codes, WrongAttemptsAreCountedAcrossLoginsAndCodes) {
    PortalWorld world;
    const std::string first = world.secondStage(world.person, "sms");
    const std::string wrong = PortalWorld::otherCode(world.latestCode());
    world.postCode(first, wrong);
    world.clock.pass(seconds(60));
    const std::string second = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.postCode(second, PortalWorld::otherCode(world.latestCode())).json().at("attempts_left"),
              1);
    world.clock.pass(seconds(60));
    EXPECT_EQ(smsOf(world.sendCode(second)).at("attempts_left"), 1);
    EXPECT_EQ(world.postCode(second, PortalWorld::otherCode(world.latestCode())).problem(), "locked");
}

TEST(Codes, SuccessClearsTheCounters) {
    PortalWorld world;
    const std::string first = world.secondStage(world.person, "sms");
    world.postCode(first, PortalWorld::otherCode(world.latestCode()));
    EXPECT_EQ(world.postCode(first, world.latestCode()).text("state"), "completed");
    const std::string second = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.smsCount(), 2U);
    EXPECT_EQ(world.postCode(second, PortalWorld::otherCode(world.latestCode())).json().at("attempts_left"),
              2);
}

TEST(Codes, DieWithTimeResendAndTheOtherLogin) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    const std::string old = world.latestCode();
    world.clock.pass(seconds(180));
    EXPECT_EQ(world.postCode(id, old).problem(), "otp_expired");

    world.sendCode(id);
    const std::string dead = world.latestCode();
    EXPECT_NE(dead, old);
    world.clock.pass(seconds(60));
    world.sendCode(id);
    EXPECT_EQ(world.postCode(id, dead).problem(), "otp_wrong");

    // A code is of one login: in another it is worth nothing, and costs no attempt.
    const std::string other = world.secondStage(world.person);
    EXPECT_EQ(world.postCode(other, world.latestCode()).problem(), "otp_expired");
    EXPECT_EQ(world.postCode(id, world.latestCode()).text("state"), "completed");
}

TEST(Codes, NoneComesTwice) {
    PortalWorld world;
    std::set<std::string> codes;
    for (int login = 0; login < 4; ++login) {
        const std::string id = world.secondStage(world.person, "sms");
        codes.insert(world.latestCode());
        world.postCode(id, world.latestCode());
    }
    EXPECT_EQ(codes.size(), 4U);
}

TEST(Codes, AreSentNoFasterThanTheRuleAllows) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    world.clock.pass(seconds(13));
    const Came early = world.sendCode(id);
    EXPECT_EQ(early.problem(), "resend_too_early");
    EXPECT_EQ(early.json().at("retry_after"), 47);
    EXPECT_EQ(early.json().at("resends_left"), 3);
    EXPECT_EQ(early.field("Retry-After"), "47");
    // A new login does not make it faster.
    const Came again = world.postSignature(world.person, world.challenge(), "sms");
    EXPECT_EQ(again.status(), 200U);
    EXPECT_FALSE(smsOf(again).contains("sent_at"));
    EXPECT_EQ(smsOf(again).at("resend_at"), "2026-06-20T12:01:00Z");
    EXPECT_EQ(world.smsCount(), 1U);
}

TEST(Codes, ThereIsALimitOfSms) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    for (int resend = 0; resend < 3; ++resend) {
        world.clock.pass(seconds(60));
        EXPECT_EQ(smsOf(world.sendCode(id)).at("resends_left"), 2 - resend);
    }
    world.clock.pass(seconds(60));
    EXPECT_EQ(world.sendCode(id).problem(), "resend_limit");
    EXPECT_EQ(world.smsCount(), 4U);
    // The last code still enters.
    EXPECT_EQ(world.postCode(id, world.latestCode()).text("state"), "completed");
}

TEST(Codes, ALimitEndsWithTime) {
    PortalWorld world;
    std::string id = world.secondStage(world.person, "sms");
    for (int resend = 0; resend < 3; ++resend) {
        world.clock.pass(seconds(60));
        world.sendCode(id);
    }
    world.clock.pass(seconds(60));
    const auto wait = world.sendCode(id).json().at("retry_after").get<int>();
    EXPECT_EQ(wait, 840);
    world.clock.pass(seconds(wait));
    id = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.smsCount(), 5U);
}

TEST(Codes, ShapeIsLookedAtFirst) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    for (const char* wrong : {"", "123", "123456789", "12345a", "１２３４５６", "-12345"})
        EXPECT_EQ(world.postCode(id, wrong).problem(), "request_malformed") << wrong;
    // One of another length is a wrong one.
    EXPECT_EQ(world.postCode(id, "1234").json().at("attempts_left"), 2);
}

TEST(Codes, BelongToTheSecondStage) {
    PortalWorld world;
    const auto begun = world.challenge();
    const std::string id = begun.at("login_id");
    EXPECT_EQ(world.sendCode(id).problem(), "wrong_step");
    EXPECT_EQ(world.postCode(id, "123456").problem(), "wrong_step");
    EXPECT_EQ(world.sendCode("nobody").problem(), "login_gone");
    EXPECT_EQ(world.smsCount(), 0U);
}

TEST(Codes, AreNotSentWhereNoNumberIsBound) {
    PortalWorld world;
    const std::string id = world.secondStage(world.noPhone, "sms");
    const Came state = world.ask("GET", "/auth/v1/logins/" + id);
    EXPECT_EQ(smsOf(state).at("available"), false);
    EXPECT_EQ(smsOf(state).at("reason"), "phone_not_registered");
    EXPECT_FALSE(smsOf(state).contains("masked_phone"));
    EXPECT_EQ(world.sendCode(id).problem(), "phone_not_registered");
}

TEST(Codes, WithoutNumberAndQrThereIsNoWayIn) {
    Settings settings;
    settings.factors = FactorsOffered::Sms;
    settings.numbers = PhoneNumbers::NoneBound;
    PortalWorld world(settings);
    EXPECT_EQ(world.postSignature(world.person, world.challenge()).problem(), "phone_not_registered");
    EXPECT_EQ(world.ask("POST", "/auth/v1/qr", {{"code_challenge", PortalWorld::kCodeChallenge}}).problem(),
              "factor_not_offered");
}

TEST(Codes, AGatewayThatIsDownCostsNothing) {
    Settings settings;
    settings.network = SmsNetwork::GatewayDown;
    PortalWorld world(settings);
    const Came begun = world.postSignature(world.person, world.challenge(), "sms");
    EXPECT_EQ(smsOf(begun).at("reason"), "sms_gateway_unavailable");
    const Came came = world.sendCode(begun.text("login_id"));
    EXPECT_EQ(came.status(), 503U);
    EXPECT_EQ(came.problem(), "sms_gateway_unavailable");
    EXPECT_EQ(smsOf(begun).at("resends_left"), 3);
}

TEST(Codes, AbroadWithoutRoamingTheyAreSentAndNeverCome) {
    Settings settings;
    settings.network = SmsNetwork::LosesThem;
    PortalWorld world(settings);
    const std::string id = world.secondStage(world.person, "sms");
    EXPECT_TRUE(smsOf(world.ask("GET", "/auth/v1/logins/" + id)).contains("sent_at"));
    EXPECT_EQ(world.smsCount(), 0U);
}

TEST(Codes, ASlowNetworkDeliversLater) {
    Settings settings;
    settings.smsDelay = seconds(30);
    PortalWorld world(settings);
    const std::string id = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.smsCount(), 0U);
    ASSERT_EQ(world.timers.waiting.size(), 1U);
    EXPECT_EQ(world.timers.waiting.front().time, seconds(30));
    world.timers.runAll();
    EXPECT_EQ(world.postCode(id, world.latestCode()).text("state"), "completed");
}

TEST(Codes, AccountsCanBeLockedFromTheStart) {
    Settings settings;
    settings.accounts = AccountsAtStart::Locked;
    PortalWorld world(settings);
    EXPECT_EQ(world.postSignature(world.person, world.challenge()).json().value("retry_after", 0), 900);
}

TEST(Cancel, EndsCodeTicketAndLogin) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    EXPECT_EQ(world.ask("DELETE", "/auth/v1/logins/" + id).status(), 204U);
    EXPECT_EQ(world.postCode(id, world.latestCode()).problem(), "login_gone");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + id).text("state"), "cancelled");

    world.clock.pass(seconds(60));
    const std::string finished = world.secondStage(world.person, "sms");
    const std::string ticket = world.postCode(finished, world.latestCode()).text("ticket");
    EXPECT_EQ(world.ask("DELETE", "/auth/v1/logins/" + finished).status(), 204U);
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).problem(), "ticket_invalid");

    const auto begun = world.challenge();
    EXPECT_EQ(world.ask("DELETE", "/auth/v1/logins/" + begun.at("login_id").get<std::string>()).status(),
              204U);
    EXPECT_EQ(world.postSignature(world.person, begun).problem(), "login_gone");
}

TEST(Logins, EndWithTheirTime) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    world.clock.pass(world.settings.loginLifetime);
    EXPECT_EQ(world.sendCode(id).problem(), "login_gone");
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + id).text("state"), "expired");
}

} // namespace
} // namespace tanba::reference_portal
