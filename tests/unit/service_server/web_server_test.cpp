#include "app/service/server/web_server.h"

#include "core/base/disk_file_store.h"
#include "tests/support/outcome.h"
#include "tests/unit/service_server/server_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace tanba::service {
namespace {

using namespace std::chrono_literals;
using test::outcome;

std::string statusOf(const std::string& answer) {
    return answer.substr(0, answer.find("\r\n"));
}

TEST(WebServer, ProvesToBeThisComputerUnderBothOfItsNamesAndNoOther) {
    ServerWorld world;
    for (const char* name : {"127.0.0.1", "localhost"})
        EXPECT_EQ(RawClient(world.server->port()).handshake(&world.identity.authority(), name), "ok") << name;
    EXPECT_NE(RawClient(world.server->port()).handshake(&world.identity.authority(), "egov.kz"), "ok");
    RawClient six(world.server->port(), RawClient::Address::V6);
    EXPECT_EQ(six.handshake(&world.identity.authority(), "localhost"), "ok");
    EXPECT_EQ(
        RawClient(world.server->port()).handshake(&world.identity.authority(), "127.0.0.1", TLS1_2_VERSION),
        "ok");
    EXPECT_NE(
        RawClient(world.server->port()).handshake(&world.identity.authority(), "127.0.0.1", TLS1_1_VERSION),
        "ok");
}

TEST(WebServer, GreetsFirstOnAnyPathAndTakesWhatWasSentBeforeTheGreetingWasRead) {
    ServerWorld world;
    for (const char* path : {"/", "/basics/index.html", "/a?b=c"}) {
        RawClient client = world.client();
        const std::string head = client.upgrade("Origin: https://egov.kz\r\n", path);
        EXPECT_EQ(statusOf(head), "HTTP/1.1 101 Switching Protocols");
        EXPECT_EQ(head.find("Extensions"), std::string::npos) << head;
        EXPECT_EQ(head.find("Beast"), std::string::npos) << head;
        client.sendText("early");
        EXPECT_EQ(client.receiveText(), "hello");
        EXPECT_EQ(client.receiveText(), "early");
    }
    EXPECT_EQ(world.diary.lines().front(), "opened https://egov.kz");
}

TEST(WebServer, OffersNoExtensionAndNoProtocolWhateverABrowserAsksFor) {
    ServerWorld world;
    RawClient client = world.client();
    const std::string head =
        client.upgrade("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                       "Sec-WebSocket-Protocol: something\r\n");
    EXPECT_EQ(statusOf(head), "HTTP/1.1 101 Switching Protocols");
    EXPECT_EQ(head.find("Sec-WebSocket-Extensions"), std::string::npos);
    EXPECT_EQ(head.find("Sec-WebSocket-Protocol"), std::string::npos);
}

TEST(WebServer, PutsFragmentsTogetherWithPingsBetweenThem) {
    ServerWorld world;
    RawClient client = world.webSocket();
    client.sendFrame({Frame::Text, "one ", false});
    client.sendFrame({Frame::Ping, "now", true});
    client.sendFrame({Frame::Continuation, "\xD2", false}); // half of a letter
    client.sendFrame({Frame::Continuation, "\x9B", true});
    const auto pong = client.receiveFrame();
    ASSERT_TRUE(pong);
    EXPECT_EQ(pong->opcode, Frame::Pong);
    EXPECT_EQ(pong->payload, "now");
    EXPECT_EQ(client.receiveText(), "one \xD2\x9B");
}

TEST(WebServer, ThrowsBinaryMessagesAwayAndGoesOn) {
    ServerWorld world;
    RawClient client = world.webSocket();
    client.sendFrame({Frame::Binary, "\x01\x02", true});
    client.sendText("text");
    EXPECT_EQ(client.receiveText(), "text");
}

TEST(WebServer, AnswersACloseAndTellsTheVisitor) {
    ServerWorld world;
    RawClient client = world.webSocket();
    client.sendFrame({Frame::Close, "\x03\xE8", true});
    const auto frame = client.receiveFrame();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->opcode, Frame::Close);
    EXPECT_TRUE(world.diary.waitFor("closed"));
}

TEST(WebServer, TellsTheVisitorWhenThePageIsGoneWithoutAWord) {
    ServerWorld world;
    { const RawClient client = world.webSocket(); }
    EXPECT_TRUE(world.diary.waitFor("closed"));
}

TEST(WebServer, SendsLargeAnswersWholeWhileOthersAreServed) {
    ServerWorld world;
    RawClient slow = world.webSocket();
    RawClient quick = world.webSocket();
    constexpr std::size_t kSize = std::size_t{32} * 1024 * 1024;
    // Nobody reads this yet: it waits in the server.
    slow.sendText("send " + std::to_string(kSize));
    quick.sendText("me first");
    EXPECT_EQ(quick.receiveText(), "me first");
    EXPECT_EQ(slow.receiveText(), std::string(kSize, 'x'));
}

TEST(WebServer, BelievesOriginsOfBrowsersOnly) {
    ServerWorld world;
    const auto openedWith = [&](const std::string& fields) {
        const std::size_t before = world.diary.lines().size();
        const RawClient client = world.webSocket(fields);
        return world.diary.lines().at(before);
    };
    EXPECT_EQ(openedWith("Origin: https://EGOV.kz:443\r\n"), "opened https://egov.kz");
    for (const char* unknown :
         {"", "Origin: null\r\n", "Origin: http://egov.kz\r\n", "Origin: chrome-extension://abcdef\r\n",
          "Origin: https://egov.kz\r\nOrigin: https://evil.kz\r\n"}) {
        world.diary.waitFor("closed", 1);
        EXPECT_TRUE(openedWith(unknown).find("https://") == std::string::npos) << unknown;
    }
    world.peers.answer = {Peer::Owner::ThisUser, Caller::Kind::Program, "python3"};
    EXPECT_TRUE(openedWith("Origin: https://egov.kz\r\n").find("https://") == std::string::npos);
}

TEST(WebServer, IsCalledByOurNamesOnly) {
    ServerWorld world;
    const std::string port = ":" + std::to_string(world.server->port());
    for (const std::string& host :
         {"127.0.0.1" + port, "localhost" + port, "LocalHost" + port, "[::1]" + port}) {
        RawClient client = world.client();
        EXPECT_EQ(statusOf(client.upgrade({}, "/", host)), "HTTP/1.1 101 Switching Protocols") << host;
    }
    for (const std::string& host :
         {"evil.kz" + port, std::string("127.0.0.1"), std::string("127.0.0.1:1"), "127.0.0.1.evil.kz" + port,
          "localhost.evil.kz" + port, "0.0.0.0" + port, std::string("localhost:")}) {
        RawClient client = world.client();
        EXPECT_EQ(statusOf(client.upgrade("Origin: https://egov.kz\r\n", "/", host)),
                  "HTTP/1.1 403 Forbidden")
            << host;
        EXPECT_TRUE(client.closedByServer());
        EXPECT_EQ(statusOf(world.client().ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")),
                  "HTTP/1.1 403 Forbidden")
            << host;
    }
    EXPECT_EQ(statusOf(world.client().ask("GET / HTTP/1.1\r\n\r\n")), "HTTP/1.1 403 Forbidden");
}

TEST(WebServer, AnswersPlainRequestsInTheSameWayWhateverGoesOn) {
    ServerWorld world;
    const std::string get = "GET / HTTP/1.1\r\nHost: " + world.host() + "\r\nOrigin: https://egov.kz\r\n\r\n";
    const std::string before = world.client().ask(get);
    EXPECT_EQ(statusOf(before), "HTTP/1.1 200 OK");
    EXPECT_NE(before.find("Access-Control-Allow-Origin: *\r\n"), std::string::npos);
    const RawClient busy = world.webSocket();
    EXPECT_EQ(world.client().ask(get), before);
}

TEST(WebServer, ShowsItsStateToWhoeverKnowsTheAddress) {
    ServerWorld world;
    const std::string address = world.server->statusAddress();
    const std::string path = address.substr(address.find("/status/"));
    const auto page = [&](const std::string& target) {
        return world.client().ask("GET " + target + " HTTP/1.1\r\nHost: " + world.host() + "\r\n\r\n");
    };
    const RawClient open = world.webSocket();
    EXPECT_NE(page(path).find("<p>1</p>"), std::string::npos) << page(path);
    EXPECT_EQ(page(path).find("Access-Control"), std::string::npos);
    std::string other = path;
    other.back() = other.back() == '0' ? '1' : '0';
    EXPECT_EQ(statusOf(page(other)), "HTTP/1.1 404 Not Found");
    EXPECT_EQ(statusOf(page("/status/")), "HTTP/1.1 404 Not Found");
    EXPECT_NE(ServerWorld().server->statusAddress().substr(25), address.substr(25));
}

TEST(WebServer, SaysWhichBrowserDoesNotTrustIt) {
    ServerWorld world;
    const WebIdentity& mine = world.identity;
    DiskFileStore files;
    const auto stranger = WebIdentity::loadOrMake(files, privateFolder(), SystemClock().now());
    RawClient client(world.server->port());
    EXPECT_NE(client.handshake(&stranger.value().authority()), "ok");
    EXPECT_TRUE(world.diary.waitFor("not trusted by Firefox"));
    EXPECT_FALSE(stranger.value().authority() == mine.authority());
}

TEST(WebServer, RefusesOtherUsersBeforeAnyWord) {
    ServerWorld world;
    world.peers.answer.owner = Peer::Owner::SomebodyElse;
    RawClient client(world.server->port());
    EXPECT_NE(client.handshake(), "ok");
    EXPECT_TRUE(world.diary.waitFor("other user"));
    EXPECT_EQ(world.diary.lines().size(), 1U);
}

TEST(WebServer, TakesTheLeafOfTheDay) {
    ServerWorld world;
    // A year and a half later the second leaf has its turn: the client, whose clock stands still, refuses it.
    EXPECT_EQ(RawClient(world.server->port()).handshake(&world.identity.authority()), "ok");
    world.clock.set(world.clock.now() + std::chrono::days(550));
    EXPECT_EQ(RawClient(world.server->port()).handshake(&world.identity.authority()),
              "certificate verify failed");
    world.clock.set(world.clock.now() + std::chrono::days(3650));
    EXPECT_NE(RawClient(world.server->port()).handshake(), "ok");
    EXPECT_TRUE(world.diary.waitFor("identity"));
}

TEST(WebServer, DoesNotStartOnATakenPortOrWithoutALeafForToday) {
    ServerWorld world;
    const auto start = [&](std::uint16_t port) {
        return WebServer::start({world.threads,
                                 world.identity,
                                 world.peers,
                                 world.clock,
                                 world,
                                 [](const Caller&, Line&) { return std::unique_ptr<Visit>(); },
                                 {},
                                 test::scratchFolder(),
                                 port,
                                 {}});
    };
    const auto taken = start(world.server->port());
    EXPECT_EQ(outcome(taken), "service.port_taken");
    EXPECT_EQ(taken.failure().subject, world.host());
    world.clock.set(world.clock.now() + std::chrono::days(3650));
    EXPECT_EQ(outcome(start(0)), "service.identity_unusable");
}

TEST(WebServer, EndsCleanlyInTheMiddleOfEverything) {
    auto world = std::make_unique<ServerWorld>();
    RawClient idle = world->webSocket();
    RawClient halfway = world->webSocket();
    halfway.sendFrame({Frame::Text, "begun", false});
    RawClient silent(world->server->port());
    RawClient greedy = world->webSocket();
    greedy.sendText("send 50000000");
    EXPECT_TRUE(world->diary.waitFor("message 13"));
    const std::uint16_t port = world->server->port();
    world->server.reset();
    EXPECT_TRUE(world->diary.waitFor("closed", 3));
    const auto frame = idle.receiveFrame();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->opcode, Frame::Close);
    EXPECT_EQ(frame->payload.substr(0, 2), "\x03\xE9"); // 1001, going away
    EXPECT_TRUE(silent.closedByServer());
    EXPECT_NE(RawClient(port).handshake(), "ok");
}

TEST(WebServer, NeverGivesTheNumberOfAConnectionAgain) {
    const auto connectionOfANewServer = [] {
        ServerWorld world;
        world.webSocket();
        EXPECT_TRUE(world.diary.waitFor("closed"));
        return world.connections.at(0);
    };
    EXPECT_NE(connectionOfANewServer(), connectionOfANewServer());
}

} // namespace
} // namespace tanba::service
