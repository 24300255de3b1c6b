#include "app/net/http_transport.h"
#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "tests/support/fixtures.h"
#include "tests/support/loopback_server.h"
#include "tests/support/online_extensions.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tanba::net {
namespace {

using namespace std::chrono_literals;
using crypto::KeyAlgorithm;
using test::LoopbackServer;
using test::outcome;
using test::ServedConnection;
using test::ServedRequest;
using test::ServedTls;

test::Authority& root() {
    static test::Authority made = test::Authority::makeRoot(KeyAlgorithm::Ec, "TLS ROOT");
    return made;
}

test::CertificateProfile serverProfile(const Bytes& name) {
    test::CertificateProfile profile = test::CertificateProfile::ocspResponder();
    const Time now = SystemClock().now();
    profile.commonName = "SERVER";
    profile.extendedKeyUsage = {"1.3.6.1.5.5.7.3.1"};
    profile.moreExtensions = {name};
    profile.notBefore = now - std::chrono::days(1);
    profile.notAfter = now + std::chrono::days(1);
    return profile;
}

const Bytes kLoopback = {127, 0, 0, 1};

std::filesystem::path rootFile(test::Authority& authority) {
    const std::filesystem::path path = test::scratchFolder() / "roots.pem";
    std::ofstream(path) << toPem("CERTIFICATE", authority.certificate().der());
    return path;
}

/// What comes of asking a server with this certificate.
std::string asked(const ServedTls& tls, test::Authority& trusted = root(),
                  const std::string& host = "127.0.0.1") {
    LoopbackServer server(
        [](const ServedRequest&, ServedConnection& connection) {
            connection.send(test::httpAnswer("200 OK", "x/y", toBytes("secret")));
        },
        tls);
    HttpRequest request;
    request.url = "https://" + host + ":" + std::to_string(server.port()) + "/";
    request.maxAnswer = 100;
    request.within = 20s;
    const auto answer = NetworkTransport(NetworkSettings{20s, rootFile(trusted)}).send(request, {});
    if (!answer.ok()) {
        EXPECT_TRUE(server.requests().empty()) << "asked before the server was proved";
        return outcome(answer);
    }
    return std::string(asText(answer.value().body));
}

ServedTls servedBy(const test::CertificateProfile& profile) {
    return {root().issue(KeyAlgorithm::Ec, profile), ServedTls::Newest::Tls13};
}

TEST(Https, AServerWithTheRightCertificateIsAsked) {
    EXPECT_EQ(asked(servedBy(serverProfile(test::serverAddress(kLoopback)))), "secret");
    EXPECT_EQ(asked(servedBy(serverProfile(test::serverName("localhost"))), root(), "localhost"), "secret");
}

TEST(Https, AnotherServersCertificateIsNotEnough) {
    EXPECT_EQ(asked(servedBy(serverProfile(test::serverAddress({127, 0, 0, 2})))), "network.untrusted");
    EXPECT_EQ(asked(servedBy(serverProfile(test::serverName("other.example"))), root(), "localhost"),
              "network.untrusted");
}

TEST(Https, AnUnknownRootIsNotBelieved) {
    auto stranger = test::Authority::makeRoot(KeyAlgorithm::Ec, "STRANGER");
    EXPECT_EQ(asked(servedBy(serverProfile(test::serverAddress(kLoopback))), stranger), "network.untrusted");
}

TEST(Https, AnExpiredCertificateIsNotBelieved) {
    test::CertificateProfile profile = serverProfile(test::serverAddress(kLoopback));
    profile.notBefore -= std::chrono::days(10);
    profile.notAfter -= std::chrono::days(10);
    EXPECT_EQ(asked(servedBy(profile)), "network.untrusted");
}

TEST(Https, OldTlsIsRefused) {
    ServedTls old = servedBy(serverProfile(test::serverAddress(kLoopback)));
    old.newest = ServedTls::Newest::Tls11;
    EXPECT_EQ(asked(old), "network.untrusted");
}

TEST(Https, AServerWithoutTlsIsNotBelieved) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "x/y", toBytes("plain")));
    });
    HttpRequest request;
    request.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    request.maxAnswer = 100;
    // The server waits for a request that can be read; nothing but the time ends that.
    request.within = 200ms;
    EXPECT_EQ(outcome(NetworkTransport().send(request, {})), "network.timeout");
}

TEST(Https, RootsThatCannotBeReadAreNamed) {
    const std::filesystem::path folder = test::scratchFolder();
    const std::filesystem::path empty = folder / "empty.pem";
    const std::filesystem::path text = folder / "text.pem";
    std::ofstream(empty).flush();
    std::ofstream(text) << "no certificate";
    LoopbackServer server([](const ServedRequest&, ServedConnection&) {},
                          servedBy(serverProfile(test::serverAddress(kLoopback))));
    HttpRequest request;
    request.url = server.address();
    request.maxAnswer = 100;
    for (const std::filesystem::path& roots : {folder / "absent.pem", empty, text, folder}) {
        const Outcome judged = judgeRoots(roots);
        ASSERT_EQ(outcome(judged), "file.not_readable") << roots;
        EXPECT_EQ(judged.failure().subject, roots.string());
        const auto answer = NetworkTransport(NetworkSettings{20s, roots}).send(request, {});
        ASSERT_EQ(outcome(answer), "file.not_readable") << roots;
        EXPECT_EQ(answer.failure().subject, roots.string());
    }
    EXPECT_EQ(outcome(judgeRoots(rootFile(root()))), "ok");
}

TEST(Https, TheSystemsRootsDoNotKnowOurs) {
    LoopbackServer server([](const ServedRequest&, ServedConnection&) {},
                          servedBy(serverProfile(test::serverAddress(kLoopback))));
    HttpRequest request;
    request.url = server.address();
    request.maxAnswer = 100;
    EXPECT_EQ(outcome(NetworkTransport().send(request, {})), "network.untrusted");
}

} // namespace
} // namespace tanba::net
