#include "tests/windows/sockets.h"
// before what includes Windows' own header

#include "app/service/server/peer_windows.h"
#include "app/service/server/port_claim.h"
#include "app/service/server/tcp_table_windows.h"
#include "tests/windows/places.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tanba::service {
namespace {

namespace fs = std::filesystem;
using test::acceptFrom;
using test::connectTo;
using test::listenAt;

/// Both ends in this process.
void expectOurselves(SocketAddress::Family family) {
    const OwnSocket listener = listenAt(family);
    ASSERT_TRUE(listener.open());
    const OwnSocket client = connectTo(test::ownEnd(listener));
    ASSERT_TRUE(client.open());
    const OwnSocket server = acceptFrom(listener);
    // The server asks when the first byte has come. (wine looks for sockets in the process, and keeps one out
    // of it until it is first used there.)
    char letter = 'a';
    ASSERT_EQ(::send(client.get(), &letter, 1, 0), 1);
    ASSERT_EQ(::recv(server.get(), &letter, 1, 0), 1);
    const SocketPair ends{test::otherEnd(server), test::ownEnd(server)};
    const Peer peer = WindowsPeerLookup().find(ends);
    const auto process = processOfPeer(ends);
    ASSERT_TRUE(process.has_value());
    if (*process == 0) {
        EXPECT_EQ(peer.owner, Peer::Owner::SomebodyElse);
        GTEST_SKIP() << "the connection is in the table, its process is not (wine 8, IPv6)";
    }
    EXPECT_EQ(*process, ::GetCurrentProcessId());
    EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
    EXPECT_EQ(peer.kind, Caller::Kind::Program);
    EXPECT_EQ(peer.program, "windows-tests.exe");
    SocketPair unknown = ends;
    unknown.own.port = static_cast<std::uint16_t>(unknown.own.port + 1);
    EXPECT_EQ(WindowsPeerLookup().find(unknown).owner, Peer::Owner::SomebodyElse);
    SocketPair elsewhere = ends;
    elsewhere.peer.octets[15] = static_cast<std::uint8_t>(elsewhere.peer.octets[15] ^ 2);
    elsewhere.peer.octets[3] = static_cast<std::uint8_t>(elsewhere.peer.octets[3] ^ 2);
    EXPECT_EQ(WindowsPeerLookup().find(elsewhere).owner, Peer::Owner::SomebodyElse);
}

TEST(WindowsPeer, AConnectionOfThisProgram) {
    expectOurselves(SocketAddress::Family::V4);
}

TEST(WindowsPeer, AConnectionOfThisProgramByIpv6) {
    if (!listenAt(SocketAddress::Family::V6).open())
        GTEST_SKIP() << "no IPv6 here";
    expectOurselves(SocketAddress::Family::V6);
}

/// This program once more, under another name.
class OtherEnd {
  public:
    OtherEnd(const fs::path& image, std::uint16_t port) {
        wchar_t own[MAX_PATH] = {};
        ::GetModuleFileNameW(nullptr, own, MAX_PATH);
        fs::copy_file(own, image);
        std::wstring line = L"\"" + image.wstring() + L"\" --connect " + std::to_wstring(port);
        STARTUPINFOW start{};
        start.cb = sizeof(start);
        PROCESS_INFORMATION made{};
        started_ = ::CreateProcessW(image.c_str(), line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                                    &start, &made) != 0;
        process_ = Handle(made.hProcess);
        const Handle thread(made.hThread);
    }
    bool started() const { return started_; }
    void waitForItsEnd() const { ::WaitForSingleObject(process_.get(), INFINITE); }

  private:
    bool started_ = false;
    Handle process_;
};

TEST(WindowsPeer, AnotherProcessByTheNameOfItsImage) {
    const OwnSocket listener = listenAt(SocketAddress::Family::V4);
    const fs::path folder = test::newFolder() / "Google" / "Chrome" / "Application";
    fs::create_directories(folder);
    const OtherEnd browser(folder / "chrome.exe", test::ownEnd(listener).port);
    ASSERT_TRUE(browser.started());
    OwnSocket server = acceptFrom(listener);
    const SocketPair ends{test::otherEnd(server), test::ownEnd(server)};
    WindowsPeerLookup lookup;
    const Peer peer = lookup.find(ends);
    EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
    EXPECT_EQ(peer.kind, Caller::Kind::Browser);
    EXPECT_EQ(peer.program, "Chrome");
    server = OwnSocket();
    browser.waitForItsEnd();
    EXPECT_EQ(lookup.find(ends).owner, Peer::Owner::SomebodyElse) << "the connection is gone";
}

ProcessFacts someFacts() {
    return {
        {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}, DWORD{1}, L"C:\\Program Files\\Mozilla Firefox\\firefox.exe"};
}

TEST(WindowsPeer, AnotherUserOrSessionIsSomebodyElse) {
    const ProcessFacts own = someFacts();
    const Peer same = judgePeer(someFacts(), own);
    EXPECT_EQ(same.owner, Peer::Owner::ThisUser);
    EXPECT_EQ(same.kind, Caller::Kind::Browser);
    EXPECT_EQ(same.program, "Firefox");
    ProcessFacts otherUser = someFacts();
    otherUser.user[8] = 19;
    ProcessFacts otherSession = someFacts();
    otherSession.session = 2;
    ProcessFacts noUser = someFacts();
    noUser.user.clear();
    ProcessFacts noSession = someFacts();
    noSession.session.reset();
    for (const ProcessFacts& facts : {otherUser, otherSession, noUser, noSession}) {
        const Peer peer = judgePeer(facts, own);
        EXPECT_EQ(peer.owner, Peer::Owner::SomebodyElse);
        EXPECT_EQ(peer.kind, Caller::Kind::Program);
        EXPECT_EQ(peer.program, "");
    }
    EXPECT_EQ(judgePeer(noUser, noUser).owner, Peer::Owner::SomebodyElse);
    EXPECT_EQ(judgePeer(noSession, noSession).owner, Peer::Owner::SomebodyElse);
    ProcessFacts noImage = someFacts();
    noImage.image.clear();
    EXPECT_EQ(judgePeer(noImage, own).owner, Peer::Owner::ThisUser);
    EXPECT_EQ(judgePeer(noImage, own).kind, Caller::Kind::Program);
}

TEST(WindowsPort, AClaimedPortIsNotShared) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    int size = sizeof(here);
    const OwnSocket ours(::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    ASSERT_EQ(claimPort(ours.get()), 0);
    ASSERT_EQ(::bind(ours.get(), address, size), 0);
    ASSERT_EQ(::getsockname(ours.get(), address, &size), 0);
    ASSERT_EQ(::listen(ours.get(), 1), 0);
    const OwnSocket theirs(::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    const BOOL yes = TRUE;
    ASSERT_EQ(::setsockopt(theirs.get(), SOL_SOCKET, SO_REUSEADDR, reinterpret_cast<const char*>(&yes),
                           sizeof(yes)),
              0);
    EXPECT_NE(::bind(theirs.get(), address, size), 0);
    EXPECT_NE(claimPort(INVALID_SOCKET), 0);
}

} // namespace
} // namespace tanba::service
