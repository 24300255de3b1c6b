#include "app/handover/loopback_link.h"
#include "app/net/host_addresses.h"
#include "app/net/system_roots.h"
#include "tests/windows/sockets.h"

#include <gmock/gmock.h>

namespace tanba {
namespace {

using handover::LinkState;
using service::Peer;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kAddress = "https://portal.example/finish?ticket=1";
constexpr std::chrono::milliseconds kLong{60'000};

class SaidPeers : public service::PeerLookup {
  public:
    explicit SaidPeers(Peer::Owner owner) : owner_(owner) {}
    Peer find(const service::SocketPair&) override { return {owner_, {}, {}}; }

  private:
    Peer::Owner owner_;
};

std::uint16_t portOf(const std::string& link) {
    const std::string host = "http://127.0.0.1:";
    return static_cast<std::uint16_t>(std::stoi(link.substr(host.size())));
}

std::string requestOf(const std::string& link, const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(portOf(link)) + "\r\n\r\n";
}

std::string pathOf(const std::string& link) {
    return link.substr(link.find('/', std::string("http://").size()));
}

TEST(WindowsLink, LeadsAProgramOfThisUserOnOnce) {
    const auto link = handover::loopbackLink(SecretBytes::copyOf(viewOf(kAddress)), kLong);
    ASSERT_TRUE(link.ok()) << link.failure().detail;
    const std::string text = link.value()->text();
    EXPECT_EQ(link.value()->state(), LinkState::Waiting);
    EXPECT_THAT(test::ask(portOf(text), requestOf(text, "/else")), StartsWith("HTTP/1.1 404"));
    EXPECT_EQ(link.value()->state(), LinkState::Waiting);
    const std::string answer = test::ask(portOf(text), requestOf(text, pathOf(text)));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 303"));
    EXPECT_THAT(answer, HasSubstr("Location: " + std::string(kAddress) + "\r\n"));
    while (link.value()->state() == LinkState::Waiting)
        std::this_thread::yield();
    EXPECT_EQ(link.value()->state(), LinkState::Given);
    EXPECT_EQ(test::ask(portOf(text), requestOf(text, pathOf(text))), "");
}

TEST(WindowsLink, AnswersNobodyElse) {
    const auto link = handover::loopbackLink(SecretBytes::copyOf(viewOf(kAddress)), kLong,
                                             std::make_unique<SaidPeers>(Peer::Owner::SomebodyElse));
    ASSERT_TRUE(link.ok());
    const std::string text = link.value()->text();
    EXPECT_EQ(test::ask(portOf(text), requestOf(text, pathOf(text))), "");
    EXPECT_EQ(link.value()->state(), LinkState::Waiting);
}

TEST(WindowsLink, EndsWithItsTime) {
    const auto link =
        handover::loopbackLink(SecretBytes::copyOf(viewOf(kAddress)), std::chrono::milliseconds(1));
    ASSERT_TRUE(link.ok());
    while (link.value()->state() == LinkState::Waiting)
        std::this_thread::yield();
    EXPECT_EQ(link.value()->state(), LinkState::Over);
}

TEST(WindowsNetwork, HostsAreLookedUp) {
    const auto found = net::askSystemForHost("localhost");
    ASSERT_TRUE(found.ok()) << found.failure().detail;
    const net::IpAddress v4{127, 0, 0, 1};
    EXPECT_THAT(found.value(), testing::Contains(v4));
    EXPECT_EQ(net::askSystemForHost("no such host").failure().code, FailureCode::NetworkUnavailable);
}

TEST(WindowsNetwork, TheSystemsRootsAreRead) {
    const auto roots = net::systemRootsAsPem();
    ASSERT_TRUE(roots.has_value());
    if (roots->empty())
        GTEST_SKIP() << "this system trusts nobody";
    EXPECT_THAT(*roots, StartsWith("-----BEGIN CERTIFICATE-----\n"));
}

} // namespace
} // namespace tanba
