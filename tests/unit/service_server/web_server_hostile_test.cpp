#include "tests/unit/service_server/server_world.h"

#include <gtest/gtest.h>

#include <vector>

namespace tanba::service {
namespace {

using namespace std::chrono_literals;

ServerLimits smallLimits() {
    ServerLimits limits;
    limits.untilUpgraded = 300ms;
    limits.maxPending = 8;
    limits.maxConnections = 6;
    limits.maxConnectionsOfOne = 3;
    limits.paceTime = 200ms;
    limits.paceBytes = 1000;
    limits.maxMessage = 40'000;
    limits.maxSmall = 10'000;
    limits.inMemoryOfOne = 5'000;
    limits.budget = 80'000;
    limits.reserve = 1000;
    limits.maxOutgoing = 4;
    return limits;
}

/// Limits under which nothing ends by time.
ServerLimits patientLimits() {
    ServerLimits limits = smallLimits();
    limits.untilUpgraded = 10s;
    limits.paceTime = 10s;
    return limits;
}

/// The other page goes on working whatever happened to its neighbour.
void expectUndisturbed(RawClient& bystander) {
    bystander.sendText("still here");
    EXPECT_EQ(bystander.receiveText(), "still here");
}

TEST(HostilePeers, AMessageBeyondTheLimitIsAnsweredAndCostsNothing) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket("Origin: https://egov.kz\r\n");
    RawClient client = world.webSocket("Origin: https://evil.kz\r\n");
    for (int round = 0; round < 3; ++round) {
        client.sendFrame({Frame::Text, "large" + std::string(39'000, 'a'), false});
        client.sendFrame({Frame::Continuation, std::string(200'000, 'b'), true});
        EXPECT_EQ(client.receiveText(), "too large");
        EXPECT_TRUE(world.diary.waitFor("too large large", static_cast<std::size_t>(round) + 1));
    }
    client.sendText("small");
    EXPECT_EQ(client.receiveText(), "small");
    expectUndisturbed(bystander);
}

TEST(HostilePeers, WhatBeganInAFileIsStillKnownByItsBeginning) {
    ServerLimits limits = patientLimits();
    limits.inMemory = 0; // others have all of it
    ServerWorld world(limits);
    RawClient client = world.webSocket();
    client.sendFrame({Frame::Text, "la" + std::string(1, 'r'), false});
    client.sendFrame({Frame::Continuation, "ge" + std::string(39'000, 'a'), false});
    client.sendFrame({Frame::Continuation, std::string(39'000, 'b'), true});
    EXPECT_TRUE(world.diary.waitFor("too large large"));
}

TEST(HostilePeers, ALargeMessageComesWholeOutOfItsFile) {
    ServerWorld world(patientLimits());
    RawClient client = world.webSocket();
    std::string text;
    while (text.size() < 39'000)
        text += std::to_string(text.size()) + ",";
    for (int round = 0; round < 3; ++round) {
        client.sendFrame({Frame::Text, text.substr(0, 9'999), false});
        client.sendFrame({Frame::Continuation, text.substr(9'999, 1), false});
        client.sendFrame({Frame::Continuation, text.substr(10'000), true});
        EXPECT_EQ(client.receiveText(), text);
    }
}

TEST(HostilePeers, OneSiteHasOneLargeMessageAtATime) {
    ServerWorld world(patientLimits());
    const std::string large = "hold" + std::string(12'000, 'a');
    RawClient first = world.webSocket("Origin: https://evil.kz\r\n");
    RawClient second = world.webSocket("Origin: https://evil.kz\r\n");
    RawClient other = world.webSocket("Origin: https://egov.kz\r\n");
    first.sendText(large);
    EXPECT_TRUE(world.diary.waitFor("message 12004"));
    second.sendText(large);
    EXPECT_EQ(second.receiveText(), "too large");
    other.sendText(large);
    EXPECT_TRUE(world.diary.waitFor("message 12004", 2));
    other.sendText("let go");
    EXPECT_TRUE(world.diary.waitFor("message 6"));
    second.sendText(large);
    EXPECT_TRUE(world.diary.waitFor("message 12004", 3));
}

TEST(HostilePeers, AllMessagesTogetherHaveABudget) {
    ServerWorld world(patientLimits());
    std::vector<RawClient> clients;
    for (const char* origin : {"a", "b", "c", "d", "e", "f"})
        clients.push_back(world.webSocket("Origin: https://" + std::string(origin) + ".kz\r\n"));
    for (std::size_t index = 0; index < 4; ++index)
        clients[index].sendText("hold" + std::string(14'000, 'a'));
    EXPECT_TRUE(world.diary.waitFor("message 14004", 4));
    clients[5].sendText("no more" + std::string(14'000, 'a'));
    EXPECT_EQ(clients[5].receiveText(), "too large");
    expectUndisturbed(clients[0]);
    clients[5].sendText("let go");
    EXPECT_TRUE(world.diary.waitFor("message 6"));
    clients[5].sendText("room" + std::string(9'000, 'a'));
    EXPECT_EQ(clients[5].receiveText().size(), 9'004U);
}

TEST(HostilePeers, OneSiteLeavesRoomToOthersAndForItsOwnSmallMessages) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket("Origin: https://egov.kz\r\n");
    std::vector<RawClient> crowd;
    for (const char* origin : {"a.evil.kz", "b.evil.kz", "evil.kz:8443"})
        crowd.push_back(world.webSocket("Origin: https://" + std::string(origin) + "\r\n"));
    crowd[0].sendText("hold" + std::string(38'000, 'a'));
    EXPECT_TRUE(world.diary.waitFor("message 38004"));
    crowd[1].sendText(std::string(9'000, 'a'));
    EXPECT_EQ(crowd[1].receiveText(), "too large");
    crowd[2].sendText(std::string(9'000, 'a'));
    EXPECT_EQ(crowd[2].receiveText(), "too large");
    bystander.sendText(std::string(20'000, 'b'));
    EXPECT_EQ(bystander.receiveText().size(), 20'000U);
    expectUndisturbed(crowd[1]);
}

TEST(HostilePeers, AHandshakeThatNeverEndsIsCutOff) {
    ServerWorld world(smallLimits());
    RawClient bystander = world.webSocket();
    RawClient silent(world.server->port());
    RawClient halfHello(world.server->port());
    halfHello.send(std::string("\x16\x03\x01\x02\x00", 5));
    EXPECT_TRUE(silent.closedByServer());
    EXPECT_TRUE(halfHello.closedByServer());
    expectUndisturbed(bystander);
}

TEST(HostilePeers, ARequestThatNeverEndsIsCutOff) {
    ServerWorld world(smallLimits());
    RawClient dripping = world.client();
    dripping.send("GET / HTTP/1.1\r\nX: ");
    EXPECT_TRUE(dripping.closedByServer());
    RawClient endless = world.client();
    const std::string answer = endless.ask("GET / HTTP/1.1\r\nX: " + std::string(17'000, 'a'));
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 400");
}

TEST(HostilePeers, AMessageThatDoesNotGoOnIsCutOffAndGivesItsRoomBack) {
    ServerWorld world(smallLimits());
    RawClient bystander = world.webSocket("Origin: https://egov.kz\r\n");
    for (int round = 0; round < 3; ++round) {
        RawClient slow = world.webSocket("Origin: https://evil.kz\r\n");
        slow.sendFrame({Frame::Text, std::string(30'000, 'a'), false});
        EXPECT_TRUE(slow.closedByServer());
    }
    bystander.sendText(std::string(30'000, 'b'));
    EXPECT_EQ(bystander.receiveText().size(), 30'000U);
    // A connection on which nothing is said may stay for ever.
    expectUndisturbed(bystander);
}

TEST(HostilePeers, AMessageThatGoesOnSlowlyIsTaken) {
    ServerLimits limits = smallLimits();
    limits.paceBytes = 1;
    ServerWorld world(limits);
    RawClient slow = world.webSocket();
    slow.sendFrame({Frame::Text, "a", false});
    for (int piece = 0; piece < 5; ++piece) {
        std::this_thread::sleep_for(limits.paceTime / 2);
        slow.sendFrame({Frame::Continuation, "a", false});
    }
    slow.sendFrame({Frame::Continuation, "b", true});
    EXPECT_EQ(slow.receiveText(), "aaaaaab");
}

TEST(HostilePeers, InvalidTextEndsItsOwnConnectionOnly) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket();
    for (const char* wrong : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
        RawClient client = world.webSocket();
        client.sendText(wrong);
        const auto frame = client.receiveFrame();
        ASSERT_TRUE(frame);
        EXPECT_EQ(frame->opcode, Frame::Close);
        EXPECT_EQ(frame->payload.substr(0, 2), "\x03\xEF"); // 1007
    }
    expectUndisturbed(bystander);
}

TEST(HostilePeers, WrongFramesEndTheirOwnConnectionOnly) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket();
    const std::string unmasked("\x81\x01x", 3);
    const std::string reserved("\xF1\x80\x00\x00\x00\x00", 6);
    const std::string longPing("\x89\xFE\x01\x00\x00\x00\x00\x00", 8);
    const std::string lonely("\x80\x80\x00\x00\x00\x00", 6);
    for (const std::string& wrong : {unmasked, reserved, longPing, lonely}) {
        RawClient client = world.webSocket();
        client.send(wrong);
        const auto frame = client.receiveFrame();
        EXPECT_TRUE(!frame || frame->opcode == Frame::Close);
    }
    // A length that nobody can keep is no reason to set memory aside.
    RawClient huge = world.webSocket();
    huge.send(std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x00\x00", 14) + "x");
    expectUndisturbed(bystander);
}

TEST(HostilePeers, SilentConnectionsMakeRoomForNewOnes) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket();
    std::vector<RawClient> crowd;
    for (int index = 0; index < 200; ++index)
        crowd.emplace_back(world.server->port());
    RawClient late = world.webSocket();
    expectUndisturbed(late);
    expectUndisturbed(bystander);
    EXPECT_TRUE(crowd.front().closedByServer());
}

TEST(HostilePeers, SilentConnectionsDoNotDriveOutOneThatHasBegun) {
    ServerWorld world(patientLimits());
    RawClient begun = world.client();
    std::vector<RawClient> crowd;
    for (int index = 0; index < 200; ++index)
        crowd.emplace_back(world.server->port());
    EXPECT_TRUE(crowd.front().closedByServer());
    EXPECT_EQ(begun.upgrade().substr(9, 3), "101");
}

TEST(HostilePeers, WhoHasClosedAlreadyCostsNoLookUp) {
    ServerWorld world(patientLimits());
    for (int index = 0; index < 20; ++index)
        RawClient gone(world.server->port());
    const RawClient late = world.webSocket();
    EXPECT_EQ(world.peers.asked, 1);
}

TEST(HostilePeers, OneSiteAndAllTogetherHaveSoManyConnections) {
    ServerWorld world(patientLimits());
    const auto status = [&](RawClient& client, const std::string& origin) {
        return client.upgrade("Origin: https://" + origin + "\r\n").substr(9, 3);
    };
    std::vector<RawClient> open;
    for (const char* origin : {"evil.kz", "a.evil.kz", "b.c.evil.kz:8443", "egov.kz", "egov.kz", "egov.kz"}) {
        open.push_back(world.client());
        EXPECT_EQ(status(open.back(), origin), "101");
    }
    RawClient fourth = world.client();
    EXPECT_EQ(status(fourth, "d.evil.kz"), "503");
    RawClient seventh = world.client();
    EXPECT_EQ(status(seventh, "egov.kz"), "503");
    open.pop_back();
    EXPECT_TRUE(world.diary.waitFor("closed"));
    RawClient again = world.client();
    EXPECT_EQ(status(again, "egov.kz"), "101");
}

TEST(HostilePeers, AFewSitesDoNotKeepTheNextOneOut) {
    ServerWorld world(patientLimits());
    std::vector<RawClient> crowd;
    for (const char* origin : {"evil.kz", "evil.kz", "evil.kz", "worse.kz", "worse.kz", "worse.kz"})
        crowd.push_back(world.webSocket("Origin: https://" + std::string(origin) + "\r\n"));
    RawClient portal = world.webSocket("Origin: https://egov.kz\r\n");
    EXPECT_TRUE(world.diary.waitFor("closed"));
    EXPECT_TRUE(crowd[2].closedByServer()) << "the youngest of those with the most";
    RawClient second = world.webSocket("Origin: https://egov.kz\r\n");
    EXPECT_TRUE(crowd[5].closedByServer());
    for (RawClient* stays : {&crowd[0], &crowd[1], &crowd[3], &crowd[4], &portal, &second})
        expectUndisturbed(*stays);
    // All have as many as the others now: who is there stays.
    RawClient third = world.client();
    EXPECT_EQ(third.upgrade("Origin: https://egov.kz\r\n").substr(9, 3), "503");
}

TEST(HostilePeers, AnyNumberOfDomainsKeepNoKnownPortalOut) {
    const ServerLimits limits = patientLimits();
    ServerWorld world(limits);
    std::vector<RawClient> crowd;
    for (std::size_t name = 0; name < limits.maxConnections; ++name)
        crowd.push_back(world.webSocket("Origin: https://evil-" + std::to_string(name) + ".kz\r\n"));
    RawClient stranger = world.client();
    EXPECT_EQ(stranger.upgrade("Origin: https://stranger.kz\r\n").substr(9, 3), "503");
    RawClient portal = world.webSocket("Origin: " + std::string(kKnownPortal) + "\r\n");
    EXPECT_TRUE(crowd.back().closedByServer());
    expectUndisturbed(portal);
    expectUndisturbed(crowd.front());
    // Nor do those who come after it drive it out.
    RawClient again = world.client();
    EXPECT_EQ(again.upgrade("Origin: https://evil-again.kz\r\n").substr(9, 3), "503");
    expectUndisturbed(portal);
}

TEST(HostilePeers, NoStrangerPutsAKnownPortalOut) {
    const ServerLimits limits = patientLimits();
    ServerWorld world(limits);
    const std::string known = "Origin: " + std::string(kKnownPortal) + "\r\n";
    RawClient first = world.webSocket(known);
    RawClient second = world.webSocket(known);
    std::vector<RawClient> crowd;
    for (std::size_t name = 2; name < limits.maxConnections; ++name)
        crowd.push_back(world.webSocket("Origin: https://evil-" + std::to_string(name) + ".kz\r\n"));
    RawClient stranger = world.client();
    EXPECT_EQ(stranger.upgrade("Origin: https://stranger.kz\r\n").substr(9, 3), "503");
    expectUndisturbed(second);
    RawClient third = world.webSocket(known);
    EXPECT_TRUE(crowd.back().closedByServer()) << "a stranger makes room for the portal";
    for (RawClient* stays : {&first, &second, &third})
        expectUndisturbed(*stays);
}

TEST(HostilePeers, AnyNumberOfNamesThatCostNothingKeepNobodyOut) {
    ServerLimits limits = patientLimits();
    limits.maxConnectionsOfOne = limits.maxConnections;
    ServerWorld world(limits);
    std::vector<RawClient> crowd;
    for (std::size_t name = 0; name < limits.maxConnections; ++name)
        crowd.push_back(world.webSocket("Origin: https://evil-" + std::to_string(name) + ".github.io\r\n"));
    RawClient portal = world.webSocket("Origin: https://egov.kz\r\n");
    EXPECT_TRUE(crowd.back().closedByServer());
    expectUndisturbed(portal);
    RawClient again = world.client();
    EXPECT_EQ(again.upgrade("Origin: https://one-more.github.io\r\n").substr(9, 3), "503");
}

TEST(HostilePeers, WhoDoesNotTakeAnswersGetsNoMoreQuestionsRead) {
    ServerWorld world(patientLimits());
    RawClient bystander = world.webSocket("Origin: https://egov.kz\r\n");
    RawClient greedy = world.webSocket("Origin: https://evil.kz\r\n");
    // More than the system's own buffers take.
    constexpr int kQuestions = 20;
    for (int question = 0; question < kQuestions; ++question)
        greedy.sendText("send 4000000");
    ASSERT_TRUE(world.diary.waitFor("message 12", 4));
    expectUndisturbed(bystander);
    EXPECT_FALSE(world.diary.lines().size() > 15);
    for (int question = 0; question < kQuestions; ++question)
        EXPECT_EQ(greedy.receiveText().size(), 4'000'000U);
}

TEST(HostilePeers, MessagesBeforeTheUpgradeAreNotTaken) {
    ServerWorld world(patientLimits());
    RawClient client = world.client();
    client.send(
        "GET / HTTP/1.1\r\nHost: " + world.host() +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n" +
        std::string("\x81\x80\x00\x00\x00\x00", 6));
    EXPECT_EQ(client.receiveUntil("\r\n\r\n").substr(0, 12), "HTTP/1.1 400");
    EXPECT_TRUE(world.diary.lines().empty());
}

} // namespace
} // namespace tanba::service
