#include "app/service/server/known_browsers.h"
#include "app/service/server/peer_linux.h"
#include "app/service/server/socket_question.h"
#include "app/service/server/socket_table.h"
#include "tests/support/fixtures.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace tanba::service {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kMe = 1000;

SocketAddress v4(std::uint16_t port) {
    return {SocketAddress::Family::V4, {127, 0, 0, 1}, port};
}

SocketAddress v6(std::uint16_t port) {
    SocketAddress address{SocketAddress::Family::V6, {}, port};
    address.octets.back() = 1;
    return address;
}

/// A /proc with the rows and processes that a test puts there.
class FakeProc {
  public:
    FakeProc() : folder_(test::scratchFolder()) {
        fs::create_directories(folder_ / "net");
        look("self", "mnt:[1]");
        for (const char* table : {"tcp", "tcp6"})
            std::ofstream(folder_ / "net" / table) << "  sl  local_address rem_address   st ...\n";
    }

    void row(const char* table, const std::string& ends, unsigned user, unsigned inode,
             const std::string& state = "01") {
        std::ofstream(folder_ / "net" / table, std::ios::app)
            << "   1: " << ends << " " << state << " 00000000:00000000 00:00000000 00000000 " << user << " 0 "
            << inode << " 1 0000000000000000 20 4 30 10 -1\n";
    }
    void process(const std::string& number, const std::string& executable, unsigned inode) {
        fs::create_directories(folder_ / number / "fd");
        fs::create_symlink("/dev/null", folder_ / number / "fd" / "0");
        fs::create_symlink("socket:[" + std::to_string(inode) + "]", folder_ / number / "fd" / "5");
        fs::create_symlink(executable, folder_ / number / "exe");
        look(number, "mnt:[1]");
    }
    /// What a process sees: a namespace of mounts, and its root.
    void look(const std::string& process, const std::string& mounts, const std::string& root = "/") {
        fs::create_directories(folder_ / process / "ns");
        fs::remove(folder_ / process / "ns" / "mnt");
        fs::remove(folder_ / process / "root");
        fs::create_symlink(mounts, folder_ / process / "ns" / "mnt");
        fs::create_symlink(root, folder_ / process / "root");
    }
    /// Where the process sees a file of Flatpak's.
    void flatpak(const std::string& process, const std::string& info) {
        fs::create_directories(folder_ / "sandbox");
        std::ofstream(folder_ / "sandbox" / ".flatpak-info") << info;
        look(process, "mnt:[2]", folder_ / "sandbox");
    }
    void label(const std::string& process, const std::string& label) {
        fs::create_directories(folder_ / process / "attr");
        std::ofstream(folder_ / process / "attr" / "current") << label;
    }
    const fs::path& path() const { return folder_; }

  private:
    fs::path folder_;
};

// 127.0.0.1:50000 asks 127.0.0.1:13579.
const std::string kEnds = "0100007F:C350 0100007F:350B";
const SocketPair kPair{v4(50000), v4(13579)};

TEST(PeerLookup, FindsTheBrowserBehindAConnection) {
    FakeProc proc;
    proc.row("tcp", "0100007F:350B 0100007F:C350", 0, 1); // our own end
    proc.row("tcp", kEnds, kMe, 77);
    proc.process("12", "/usr/bin/python3.11", 5);
    proc.process("345", "/usr/lib/firefox-esr/firefox-esr", 77);
    LinuxPeerLookup lookup(proc.path(), kMe);
    for (int round = 0; round < 2; ++round) {
        const Peer peer = lookup.find(kPair);
        EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
        EXPECT_EQ(peer.kind, Caller::Kind::Browser);
        EXPECT_EQ(peer.program, "Firefox");
    }
}

TEST(PeerLookup, AnyOtherProgramIsAProgram) {
    for (const char* executable : {"/usr/bin/python3.11", "/opt/app/firefox-esr-helper", "/home/u/Chrome"}) {
        FakeProc proc;
        proc.row("tcp", kEnds, kMe, 77);
        proc.process("345", executable, 77);
        const Peer peer = LinuxPeerLookup(proc.path(), kMe).find(kPair);
        EXPECT_EQ(peer.kind, Caller::Kind::Program);
        EXPECT_EQ(peer.program, fs::path(executable).filename());
    }
}

TEST(PeerLookup, ABrowserThatWasUpdatedWhileItRunsStaysOne) {
    FakeProc proc;
    proc.row("tcp", kEnds, kMe, 77);
    proc.process("345", "/usr/lib/chromium/chromium (deleted)", 77);
    EXPECT_EQ(LinuxPeerLookup(proc.path(), kMe).find(kPair).program, "Chromium");
}

TEST(PeerLookup, AProcessThatCannotBeSeenIsANamelessProgram) {
    FakeProc proc;
    proc.row("tcp", kEnds, kMe, 77);
    const Peer peer = LinuxPeerLookup(proc.path(), kMe).find(kPair);
    EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
    EXPECT_EQ(peer.kind, Caller::Kind::Program);
    EXPECT_EQ(peer.program, "");
}

/// The program at the other end, when its file is called firefox.
Peer firefoxThat(const std::function<void(FakeProc& proc)>& lives) {
    FakeProc proc;
    proc.row("tcp", kEnds, kMe, 77);
    proc.process("345", "/app/lib/firefox/firefox", 77);
    lives(proc);
    return LinuxPeerLookup(proc.path(), kMe).find(kPair);
}

TEST(PeerLookup, AProgramInASandboxIsNoBrowserWhateverItsFileIsCalled) {
    const auto program = [](const Peer& peer) {
        EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
        EXPECT_EQ(peer.kind, Caller::Kind::Program);
        return peer.program;
    };
    EXPECT_EQ(program(firefoxThat([](FakeProc& proc) { proc.look("345", "mnt:[2]"); })), "firefox");
    EXPECT_EQ(program(firefoxThat([](FakeProc& proc) { proc.look("345", "mnt:[1]", "/srv/root"); })),
              "firefox");
    EXPECT_EQ(program(firefoxThat([](FakeProc& proc) { fs::remove_all(proc.path() / "345" / "ns"); })),
              "firefox")
        << "it cannot be told";
    EXPECT_EQ(program(firefoxThat(
                  [](FakeProc& proc) { proc.flatpak("345", "[Application]\nname=kz.example.Game\n"); })),
              "kz.example.Game");
    EXPECT_EQ(program(firefoxThat([](FakeProc& proc) {
                  proc.flatpak("345", "[Instance]\nname=org.mozilla.firefox\n[Application]\n");
              })),
              "firefox");
    EXPECT_EQ(program(firefoxThat([](FakeProc& proc) { proc.label("345", "snap.game.firefox (enforce)"); })),
              "game");
}

TEST(PeerLookup, TheBrowsersOfFlatpakAndSnapAreBrowsers) {
    const Peer flatpak = firefoxThat([](FakeProc& proc) {
        proc.flatpak("345", "[Application]\nname=org.mozilla.firefox\nruntime=x\n[Instance]\nname=other\n");
    });
    EXPECT_EQ(flatpak.kind, Caller::Kind::Browser);
    EXPECT_EQ(flatpak.program, "Firefox");
    const Peer snap = firefoxThat([](FakeProc& proc) {
        proc.look("345", "mnt:[2]");
        proc.label("345", "snap.firefox.firefox (enforce)\n");
    });
    EXPECT_EQ(snap.kind, Caller::Kind::Browser);
    EXPECT_EQ(snap.program, "Firefox");
    const Peer unconfined = firefoxThat([](FakeProc& proc) { proc.label("345", "unconfined\n"); });
    EXPECT_EQ(unconfined.kind, Caller::Kind::Browser);
}

TEST(PeerLookup, OtherUsersAndUnknownConnectionsAreSomebodyElses) {
    FakeProc other;
    other.row("tcp", kEnds, kMe + 1, 77);
    other.process("345", "/usr/lib/firefox-esr/firefox-esr", 77);
    EXPECT_EQ(LinuxPeerLookup(other.path(), kMe).find(kPair).owner, Peer::Owner::SomebodyElse);
    const FakeProc empty;
    EXPECT_EQ(LinuxPeerLookup(empty.path(), kMe).find(kPair).owner, Peer::Owner::SomebodyElse);
    FakeProc ended;
    // Root's number stands in the row of a connection that nobody holds any more.
    ended.row("tcp", kEnds, 0, 0, "06");
    EXPECT_EQ(LinuxPeerLookup(ended.path(), 0).find(kPair).owner, Peer::Owner::SomebodyElse);
    EXPECT_EQ(LinuxPeerLookup("/nonexistent", kMe).find(kPair).owner, Peer::Owner::SomebodyElse);
}

TEST(SocketTable, KnowsBothFamiliesAndOneInTheClothesOfTheOther) {
    FakeProc proc;
    proc.row("tcp6", "00000000000000000000000001000000:C350 00000000000000000000000001000000:350B", kMe, 66);
    proc.row("tcp6", "0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:350B", kMe, 67);
    EXPECT_EQ(findPeerSocket(proc.path(), {v6(50000), v6(13579)})->inode, 66U);
    EXPECT_EQ(findPeerSocket(proc.path(), {v4(50001), v4(13579)})->inode, 67U);
    EXPECT_FALSE(findPeerSocket(proc.path(), {v6(50001), v6(13579)}));
}

TEST(SocketTable, PassesOverRowsThatMakeNoSense) {
    FakeProc proc;
    for (const char* ends : {"", "x y", "0100007F 0100007F", "0100007F: 0100007F:", "0100007F:C350 010:350B",
                             "zz00007F:C350 0100007F:350B", "0100007F:1C350 0100007F:350B"})
        proc.row("tcp", ends, kMe, 1);
    EXPECT_FALSE(findPeerSocket(proc.path(), kPair));
    proc.row("tcp", kEnds, kMe, 77);
    EXPECT_EQ(findPeerSocket(proc.path(), kPair)->inode, 77U);
}

/// A connection of this process to itself.
class OwnConnection {
  public:
    OwnConnection() {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<const sockaddr*>(&place), sizeof(place));
        ::listen(listener_, 1);
        const std::uint16_t port = portOf(listener_);
        place.sin_port = htons(port);
        client_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::connect(client_, reinterpret_cast<const sockaddr*>(&place), sizeof(place));
        accepted_ = ::accept(listener_, nullptr, nullptr);
        pair = {v4(portOf(client_)), v4(port)};
    }
    ~OwnConnection() {
        for (const int each : {listener_, client_, accepted_})
            ::close(each);
    }
    OwnConnection(const OwnConnection&) = delete;
    OwnConnection& operator=(const OwnConnection&) = delete;

    SocketPair pair;

  private:
    static std::uint16_t portOf(int socket) {
        sockaddr_in place{};
        socklen_t size = sizeof(place);
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&place), &size);
        return ntohs(place.sin_port);
    }

    int listener_ = -1, client_ = -1, accepted_ = -1;
};

TEST(PeerLookup, FindsThisVeryProgram) {
    const OwnConnection connection;
    const Peer peer = LinuxPeerLookup().find(connection.pair);
    EXPECT_EQ(peer.owner, Peer::Owner::ThisUser);
    EXPECT_EQ(peer.program, fs::read_symlink("/proc/self/exe").filename());
    EXPECT_EQ(LinuxPeerLookup("/proc", ::geteuid() + 1).find(connection.pair).owner,
              Peer::Owner::SomebodyElse);
}

TEST(SocketQuestion, IsAnsweredAsTheTableAnswers) {
    const OwnConnection connection;
    const auto answer = askForPeerSocket(connection.pair);
    if (!answer)
        GTEST_SKIP() << "Linux does not answer here";
    const auto row = findPeerSocket("/proc", connection.pair);
    ASSERT_TRUE(answer->row && row);
    EXPECT_EQ(answer->row->inode, row->inode);
    EXPECT_EQ(answer->row->user, row->user);
    // The other way round is the other end.
    const auto ownEnd = askForPeerSocket({connection.pair.own, connection.pair.peer});
    ASSERT_TRUE(ownEnd && ownEnd->row);
    EXPECT_NE(ownEnd->row->inode, row->inode);
    // Of a connection that is not there, not even whoever listens at that port.
    const auto listener = askForPeerSocket({connection.pair.own, v4(1)});
    EXPECT_FALSE(listener && listener->row);
}

TEST(KnownBrowsers, AreKnownByTheWholeName) {
    EXPECT_EQ(knownBrowser("chromium"), "Chromium");
    EXPECT_EQ(knownBrowser("zen-bin"), "Zen");
    for (const char* other : {"", "electron", "code", "chromium2", "Firefox"})
        EXPECT_FALSE(knownBrowser(other)) << other;
}

} // namespace
} // namespace tanba::service
