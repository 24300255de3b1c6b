#include "app/handover/loopback_link.h"

#include "tests/support/loopback_caller.h"

#include <gmock/gmock.h>

#include <optional>
#include <thread>

namespace tanba::handover {
namespace {

using service::Peer;
using std::chrono::milliseconds;
using test::followLink;
using test::LoopbackCaller;
using test::pathOfLink;
using test::portOfLink;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kAddress =
    "https://portal.example/finish?ticket=ticket-01234567#code_verifier=verifier-0123";
constexpr milliseconds kLong{60'000};
constexpr milliseconds kPatience{10'000};

SecretBytes secretAddress(const std::string& text = kAddress) {
    return SecretBytes::copyOf(viewOf(text));
}

/// Everybody is whom a test says.
class SaidPeers : public service::PeerLookup {
  public:
    explicit SaidPeers(Peer::Owner owner) : owner_(owner) {}
    Peer find(const service::SocketPair& connection) override {
        EXPECT_EQ(connection.own.octets[0], 127);
        EXPECT_NE(connection.own.port, 0);
        EXPECT_NE(connection.peer.port, 0);
        return {owner_, {}, {}};
    }

  private:
    Peer::Owner owner_;
};

std::unique_ptr<BrowserLink> linkFor(milliseconds time = kLong,
                                     std::optional<Peer::Owner> everybody = std::nullopt) {
    auto made = everybody ? loopbackLink(secretAddress(), time, std::make_unique<SaidPeers>(*everybody))
                          : loopbackLink(secretAddress(), time);
    EXPECT_TRUE(made.ok());
    return made.ok() ? std::move(made).value() : nullptr;
}

std::string requestFor(const std::string& method, const std::string& link) {
    return method + " " + pathOfLink(link) +
           " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(portOfLink(link)) + "\r\n\r\n";
}

/// Another path than the link's.
std::string askAt(const std::string& link, const std::string& path) {
    return test::followLink(link.substr(0, link.rfind('/')) + path);
}

LinkState endOf(const BrowserLink& link) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (link.state() == LinkState::Waiting && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    return link.state();
}

TEST(LoopbackLink, LeadsOneOfThisUsersProgramsOnOnce) {
    const auto link = linkFor();
    EXPECT_THAT(link->text(), testing::MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{64}"));
    EXPECT_EQ(link->state(), LinkState::Waiting);
    const std::string answer = followLink(link->text());
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 303 ")) << answer;
    EXPECT_THAT(answer, HasSubstr(std::string("\r\nLocation: ") + kAddress + "\r\n"));
    EXPECT_EQ(endOf(*link), LinkState::Given);
    EXPECT_FALSE(LoopbackCaller(portOfLink(link->text())).connected()) << "nobody listens any more";
}

TEST(LoopbackLink, IsAnotherOneEachTime) {
    EXPECT_NE(pathOfLink(linkFor()->text()), pathOfLink(linkFor()->text()));
}

// What every user of the machine can read (proc(5)): the link says nothing of the address.
TEST(LoopbackLink, HoldsNothingOfTheAddress) {
    const auto link = linkFor();
    for (const char* part : {"portal.example", "ticket", "verifier", "https", "#", "?"})
        EXPECT_THAT(link->text(), Not(HasSubstr(part)));
}

TEST(LoopbackLink, WhatIsRefusedCostsNothing) {
    const auto link = linkFor();
    EXPECT_TRUE(askAt(link->text(), "/favicon.ico").starts_with("HTTP/1.1 404 "));
    EXPECT_TRUE(followLink(link->text(), "Sec-Fetch-Site: cross-site\r\n").starts_with("HTTP/1.1 403 "));
    const LoopbackCaller rebound(portOfLink(link->text()));
    rebound.send("GET " + pathOfLink(link->text()) + " HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_THAT(rebound.answer(), Not(HasSubstr("ticket")));
    const LoopbackCaller looking(portOfLink(link->text()));
    looking.send(requestFor("HEAD", link->text()));
    EXPECT_TRUE(looking.answer().starts_with("HTTP/1.1 405 "));
    EXPECT_EQ(link->state(), LinkState::Waiting);
    EXPECT_THAT(followLink(link->text()), HasSubstr("ticket-01234567"));
}

TEST(LoopbackLink, AnotherUserIsLetGoUnheard) {
    const auto link = linkFor(kLong, Peer::Owner::SomebodyElse);
    const LoopbackCaller stranger(portOfLink(link->text()));
    stranger.send(requestFor("GET", link->text()));
    EXPECT_EQ(stranger.answer(), "");
    EXPECT_EQ(link->state(), LinkState::Waiting);
}

TEST(LoopbackLink, IsOverInTime) {
    const auto link = linkFor(milliseconds(50));
    EXPECT_EQ(endOf(*link), LinkState::Over);
    EXPECT_FALSE(LoopbackCaller(portOfLink(link->text())).connected());
    EXPECT_EQ(endOf(*linkFor(milliseconds(0))), LinkState::Over);
}

TEST(LoopbackLink, IsOverWithItsObject) {
    std::string text;
    std::optional<LoopbackCaller> silent; // does not hold it up
    {
        const auto link = linkFor();
        text = link->text();
        silent.emplace(portOfLink(text));
        EXPECT_TRUE(silent->connected());
    }
    EXPECT_FALSE(LoopbackCaller(portOfLink(text)).connected());
}

// Chromium opens a connection ahead and leaves it silent.
TEST(LoopbackLink, SilentConnectionsDoNotKeepABrowserWaiting) {
    const auto link = linkFor();
    std::vector<std::unique_ptr<LoopbackCaller>> silent;
    for (int count = 0; count < 40; ++count) {
        silent.push_back(std::make_unique<LoopbackCaller>(portOfLink(link->text())));
        EXPECT_TRUE(silent.back()->connected());
        if (count % 2 == 0)
            silent.back()->send("GET /");
    }
    EXPECT_THAT(followLink(link->text()), HasSubstr("ticket-01234567"));
}

TEST(LoopbackLink, ARequestInPiecesIsUnderstood) {
    const auto link = linkFor();
    const LoopbackCaller slow(portOfLink(link->text()));
    const std::string request = requestFor("GET", link->text());
    for (const char letter : request)
        slow.send(std::string(1, letter));
    EXPECT_THAT(slow.answer(), HasSubstr("ticket-01234567"));
}

TEST(LoopbackLink, AHeadWithoutAnEndIsCutOff) {
    const auto link = linkFor();
    const LoopbackCaller endless(portOfLink(link->text()));
    for (int count = 0; count < 10; ++count)
        endless.send(std::string(4096, 'x'));
    EXPECT_THAT(endless.answer(), Not(HasSubstr("ticket")));
    EXPECT_EQ(link->state(), LinkState::Waiting);
}

TEST(LoopbackLink, NoOtherFieldsGetIntoTheAnswer) {
    for (const char* address : {"", "https://x/\r\nSet-Cookie: a=b", "https://x/ y", "https://x/\xD0\xB0"})
        EXPECT_FALSE(loopbackLink(secretAddress(address), kLong).ok()) << address;
}

} // namespace
} // namespace tanba::handover
