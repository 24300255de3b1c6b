#include "tests/unit/portal_reference/portal_world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::reference_portal {
namespace {

using std::chrono::seconds;

Came newQr(PortalWorld& world, const std::string& loginId = {}) {
    const Came came =
        loginId.empty() ? world.ask("POST", "/auth/v1/qr", {{"code_challenge", PortalWorld::kCodeChallenge}})
                        : world.ask("POST", "/auth/v1/qr", {{"login_id", loginId}});
    EXPECT_EQ(came.status(), 201U) << came.answer.reply.body;
    return came;
}

Came polled(PortalWorld& world, const Came& qr) {
    return world.ask("GET", "/auth/v1/qr/" + qr.text("qr_id"));
}

TEST(Qr, EntersWithoutAKey) {
    PortalWorld world;
    const Came qr = newQr(world);
    EXPECT_EQ(qr.text("state"), "pending");
    EXPECT_TRUE(qr.text("qr_text").starts_with(std::string(PortalWorld::kOrigin) + "/"));
    // Who sees the picture has no name by which the session can be polled or cancelled.
    EXPECT_EQ(qr.text("qr_text").find(qr.text("qr_id")), std::string::npos);
    const std::string scan = PortalWorld::scanNameOf(qr);
    EXPECT_EQ(polled(world, qr).text("state"), "pending");
    const Came scanned = world.phone(scan, "scan");
    EXPECT_EQ(scanned.text("origin"), PortalWorld::kOrigin);
    EXPECT_EQ(scanned.json().at("second_factor"), false);
    EXPECT_EQ(polled(world, qr).text("state"), "scanned");
    EXPECT_EQ(world.phone(scan, "confirm").status(), 204U);
    const Came done = polled(world, qr);
    EXPECT_EQ(done.text("state"), "confirmed");
    EXPECT_EQ(world.redeem(done.text("ticket"), PortalWorld::kVerifier).status(), 200U);
}

TEST(Qr, IsTheSecondFactorOfALogin) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person);
    const Came qr = newQr(world, id);
    const std::string scan = PortalWorld::scanNameOf(qr);
    EXPECT_EQ(world.phone(scan, "scan").json().at("second_factor"), true);
    EXPECT_EQ(world.phone(scan, "confirm").status(), 204U);
    EXPECT_EQ(polled(world, qr).text("state"), "confirmed");
    EXPECT_FALSE(polled(world, qr).json().contains("ticket"));
    EXPECT_EQ(world.ask("GET", "/auth/v1/logins/" + id).text("state"), "completed");
}

TEST(Qr, ManyThatNobodyScansKeepNobodyOut) {
    PortalWorld world;
    const Came oldest = newQr(world);
    const auto waiting = world.begin("GET", "/auth/v1/qr/" + oldest.text("qr_id") + "?wait=30");
    EXPECT_FALSE(waiting->has_value());
    const Came second = newQr(world, world.secondStage(world.person));
    world.clock.pass(seconds(1));
    for (std::size_t count = 0; count < QrDesk::kMaxSessions - 2; ++count)
        newQr(world);
    const Came mine = newQr(world);
    ASSERT_TRUE(waiting->has_value()) << "who waits for the one that gave way is told";
    EXPECT_EQ((*waiting)->problem(), "qr_expired");
    EXPECT_EQ(polled(world, oldest).problem(), "login_gone");
    EXPECT_EQ(polled(world, second).text("state"), "pending") << "of a login with a key";
    EXPECT_EQ(polled(world, mine).text("state"), "pending");
}

TEST(Qr, IsConfirmedOnlyByThePhoneOfTheAccount) {
    PortalWorld world;
    const Came qr = newQr(world, world.secondStage(world.person));
    const std::string scan = PortalWorld::scanNameOf(qr);
    EXPECT_EQ(world.phone(scan, "scan", "company").problem(), "phone_of_other");
    EXPECT_EQ(world.phone(scan, "scan").status(), 200U);
    EXPECT_EQ(world.phone(scan, "confirm", "company").problem(), "phone_of_other");
    EXPECT_EQ(world.phone(scan, "confirm", "nobody").problem(), "account_not_found");
    EXPECT_EQ(polled(world, qr).text("state"), "scanned");

    // Without a key: the phone that scanned is the one that confirms.
    const std::string alone = PortalWorld::scanNameOf(newQr(world));
    world.phone(alone, "scan");
    EXPECT_EQ(world.phone(alone, "confirm", "company").problem(), "phone_of_other");
}

TEST(Qr, IsScannedBeforeItIsConfirmed) {
    PortalWorld world;
    const std::string scan = PortalWorld::scanNameOf(newQr(world));
    EXPECT_EQ(world.phone(scan, "confirm").problem(), "wrong_step");
    EXPECT_EQ(world.phone(scan, "reject").problem(), "wrong_step");
}

TEST(Qr, DeclinedItEndsAndTheLoginGoesOn) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person);
    const Came qr = newQr(world, id);
    const std::string scan = PortalWorld::scanNameOf(qr);
    world.phone(scan, "scan");
    EXPECT_EQ(world.phone(scan, "reject").status(), 204U);
    EXPECT_EQ(polled(world, qr).text("state"), "rejected");
    EXPECT_EQ(world.phone(scan, "confirm").problem(), "qr_expired");
    world.sendCode(id);
    EXPECT_EQ(world.postCode(id, world.latestCode()).text("state"), "completed");
}

TEST(Qr, EndsWithItsTime) {
    PortalWorld world;
    const Came qr = newQr(world);
    const std::string scan = PortalWorld::scanNameOf(qr);
    world.phone(scan, "scan");
    world.clock.pass(seconds(120));
    EXPECT_EQ(world.phone(scan, "confirm").problem(), "qr_expired");
    EXPECT_EQ(polled(world, qr).problem(), "qr_expired");
}

TEST(Qr, ANewOneReplacesTheOldOfALogin) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person);
    const Came first = newQr(world, id);
    const Came second = newQr(world, id);
    EXPECT_EQ(polled(world, first).text("state"), "cancelled");
    EXPECT_EQ(world.phone(PortalWorld::scanNameOf(first), "scan").problem(), "qr_expired");
    EXPECT_EQ(polled(world, second).text("state"), "pending");
}

TEST(Qr, EndsWhenTheCodeWasFaster) {
    PortalWorld world;
    const std::string id = world.secondStage(world.person, "sms");
    const Came qr = newQr(world, id);
    world.postCode(id, world.latestCode());
    EXPECT_EQ(polled(world, qr).text("state"), "cancelled");
}

TEST(Qr, IsCancelledByItsClientAndWithItsLogin) {
    PortalWorld world;
    const Came qr = newQr(world);
    EXPECT_EQ(world.ask("DELETE", "/auth/v1/qr/" + qr.text("qr_id")).status(), 204U);
    EXPECT_EQ(world.phone(PortalWorld::scanNameOf(qr), "scan").problem(), "qr_expired");
    const std::string id = world.secondStage(world.person);
    const Came other = newQr(world, id);
    world.ask("DELETE", "/auth/v1/logins/" + id);
    EXPECT_EQ(polled(world, other).text("state"), "cancelled");
}

TEST(Qr, ACancelledOneLeavesNoTicket) {
    PortalWorld world;
    const Came qr = newQr(world);
    const std::string scan = PortalWorld::scanNameOf(qr);
    world.phone(scan, "scan");
    world.phone(scan, "confirm");
    const std::string ticket = polled(world, qr).text("ticket");
    world.ask("DELETE", "/auth/v1/qr/" + qr.text("qr_id"));
    EXPECT_EQ(world.redeem(ticket, PortalWorld::kVerifier).problem(), "ticket_invalid");
}

TEST(Qr, BelongsToTheSecondStage) {
    PortalWorld world;
    const std::string id = world.challenge().at("login_id");
    EXPECT_EQ(world.ask("POST", "/auth/v1/qr", {{"login_id", id}}).problem(), "wrong_step");
    EXPECT_EQ(world.ask("POST", "/auth/v1/qr", {{"login_id", "nobody"}}).problem(), "login_gone");
    EXPECT_EQ(world.ask("POST", "/auth/v1/qr", nlohmann::json::object()).problem(), "request_malformed");
}

TEST(QrPolls, TooFastOnesAreSlowedDown) {
    PortalWorld world;
    const Came qr = newQr(world);
    EXPECT_EQ(polled(world, qr).status(), 200U);
    const Came fast = polled(world, qr);
    EXPECT_EQ(fast.problem(), "slow_down");
    EXPECT_EQ(fast.json().at("retry_after"), 2);
    world.clock.pass(seconds(2));
    EXPECT_EQ(polled(world, qr).status(), 200U);
}

TEST(QrPolls, WaitForWhatHappens) {
    PortalWorld world;
    const Came qr = newQr(world);
    const auto waiting = world.begin("GET", "/auth/v1/qr/" + qr.text("qr_id") + "?wait=20");
    EXPECT_FALSE(waiting->has_value());
    world.phone(PortalWorld::scanNameOf(qr), "scan");
    ASSERT_TRUE(waiting->has_value());
    EXPECT_EQ((*waiting)->text("state"), "scanned");
    // Its timer is late then, and answers nobody twice.
    world.timers.runAll();
}

TEST(QrPolls, TellAtOnceWhatHappenedBetweenTwoOfThem) {
    PortalWorld world;
    const Came qr = newQr(world);
    world.phone(PortalWorld::scanNameOf(qr), "scan");
    const std::string target = "/auth/v1/qr/" + qr.text("qr_id") + "?wait=20";
    const auto told = world.begin("GET", target);
    ASSERT_TRUE(told->has_value());
    EXPECT_EQ((*told)->text("state"), "scanned");
    EXPECT_FALSE(world.begin("GET", target)->has_value()) << "nothing is new now";
    world.timers.runAll();
}

TEST(QrPolls, AreAnsweredWhenTheTimeIsOver) {
    PortalWorld world;
    const Came qr = newQr(world);
    const auto waiting = world.begin("GET", "/auth/v1/qr/" + qr.text("qr_id") + "?wait=5");
    ASSERT_EQ(world.timers.waiting.size(), 1U);
    EXPECT_EQ(world.timers.waiting.front().time, seconds(5));
    world.timers.runAll();
    ASSERT_TRUE(waiting->has_value());
    EXPECT_EQ((*waiting)->text("state"), "pending");
}

TEST(QrPolls, DoNotWaitPastTheEndOfTheQr) {
    PortalWorld world;
    const Came qr = newQr(world);
    world.clock.pass(seconds(110));
    const auto waiting = world.begin("GET", "/auth/v1/qr/" + qr.text("qr_id") + "?wait=30");
    EXPECT_EQ(world.timers.waiting.front().time, seconds(11));
    world.clock.pass(seconds(11));
    world.timers.runAll();
    EXPECT_EQ((*waiting)->problem(), "qr_expired");
}

TEST(QrPolls, OfStrangersLeaveRoomForOthers) {
    PortalWorld world;
    using Waiting = std::shared_ptr<std::optional<Came>>;
    std::vector<Waiting> held;
    const auto wait = [&world, &held] {
        held.push_back(world.begin("GET", "/auth/v1/qr/" + newQr(world).text("qr_id") + "?wait=30"));
    };
    const auto answered = [&held] {
        return std::ranges::count_if(held, [](const Waiting& each) { return each->has_value(); });
    };
    for (std::size_t count = 0; count < QrDesk::kMaxHeld; ++count)
        wait();
    EXPECT_EQ(answered(), 0);
    wait();
    ASSERT_TRUE(held.front()->has_value()) << "the one that has waited longest";
    EXPECT_EQ((*held.front())->text("state"), "pending") << "as at the end of its time";
    EXPECT_EQ(answered(), 1);
    // A place that became free is nobody's: the next one takes it, and nobody else is sent away.
    const Came scanned = newQr(world);
    held.push_back(world.begin("GET", "/auth/v1/qr/" + scanned.text("qr_id") + "?wait=30"));
    EXPECT_EQ(answered(), 2);
    world.phone(PortalWorld::scanNameOf(scanned), "scan");
    EXPECT_EQ(answered(), 3);
    wait();
    EXPECT_EQ(answered(), 3);
    world.timers.runAll();
    EXPECT_EQ(answered(), static_cast<std::ptrdiff_t>(held.size())) << "each is answered, and once";
}

TEST(QrPolls, FewWaitAtTheSameTime) {
    PortalWorld world;
    const Came qr = newQr(world);
    const std::string target = "/auth/v1/qr/" + qr.text("qr_id") + "?wait=20";
    const auto first = world.begin("GET", target);
    const auto second = world.begin("GET", target);
    const auto third = world.begin("GET", target);
    ASSERT_TRUE(first->has_value());
    EXPECT_EQ((*first)->problem(), "slow_down");
    EXPECT_FALSE(second->has_value());
    EXPECT_FALSE(third->has_value());
}

TEST(QrPolls, WaitIsANumberOfTheRange) {
    PortalWorld world;
    const std::string target = "/auth/v1/qr/" + newQr(world).text("qr_id");
    for (const char* wrong : {"?wait=31", "?wait=-1", "?wait=x", "?wait=", "?wait=1x"})
        EXPECT_EQ(world.ask("GET", target + wrong).problem(), "request_malformed") << wrong;
    EXPECT_EQ(world.ask("GET", "/auth/v1/qr/nobody").problem(), "login_gone");
}

} // namespace
} // namespace tanba::reference_portal
