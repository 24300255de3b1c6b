// What servers tell about the time: whom the witness hears, and what it is worth.
#include "app/net/told_time.h"

#include "app/net/http_transport.h"
#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "tests/support/fixtures.h"
#include "tests/support/loopback_server.h"
#include "tests/support/online_extensions.h"
#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tanba::net {
namespace {

using test::LoopbackServer;
using test::outcome;
using test::ServedConnection;
using test::ServedRequest;
using test::ServedTls;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kDate = "Sat, 20 Jun 2026 12:00:00 GMT";

/// Writes down what it is told, in words.
class Listener : public TimeWitness {
  public:
    ClockMoment moment() const override {
        return {test::at("2026-06-21T00:00:00Z"), std::chrono::seconds(7)};
    }
    void answered(Time time, const ClockMoment& asked) override {
        EXPECT_EQ(asked.steady, std::chrono::seconds(7));
        heard.push_back("answered " + formatRfc3339(time));
    }
    void existsSince(Time time) override { heard.push_back("exists " + formatRfc3339(time)); }

    std::vector<std::string> heard;
};

struct Case {
    const char* name;
    HttpAddress::Scheme scheme;
    HttpRequest::Method method;
    HttpRequest::Reach reach;
    std::vector<HttpField> fields;
    std::vector<std::string> heard;
};

TEST(ToldTime, IsWorthWhatStandsBehindIt) {
    using enum HttpAddress::Scheme;
    using enum HttpRequest::Method;
    using enum HttpRequest::Reach;
    const std::vector<Case> cases = {
        {"posted", Https, Post, Any, {{"Date", kDate}}, {"answered 2026-06-20T12:00:00Z"}},
        {"deleted", Https, Delete, Any, {{"date", kDate}}, {"answered 2026-06-20T12:00:00Z"}},
        {"read: a cache may have kept it",
         Https,
         Get,
         Any,
         {{"Date", kDate}},
         {"exists 2026-06-20T12:00:00Z"}},
        {"kept", Https, Post, Any, {{"Date", kDate}, {"Age", "9"}}, {"exists 2026-06-20T12:00:00Z"}},
        {"without TLS", Http, Post, Any, {{"Date", kDate}}, {}},
        {"named from outside", Https, Post, PublicOnly, {{"Date", kDate}}, {}},
        {"without a date", Https, Post, Any, {}, {}},
        {"no date", Https, Post, Any, {{"Date", "now"}}, {}},
    };
    for (const Case& each : cases) {
        HttpRequest request;
        request.method = each.method;
        request.reach = each.reach;
        HttpAnswer answer;
        answer.fields = each.fields;
        Listener listener;
        tellTime(listener, {each.scheme, request, answer}, listener.moment());
        EXPECT_EQ(listener.heard, each.heard) << each.name;
    }
}

std::string dated() {
    return std::string("HTTP/1.1 200 OK\r\nDate: ") + kDate + "\r\nContent-Length: 0\r\n\r\n";
}

/// What is heard from a server that tells this date.
std::vector<std::string> heardFrom(const LoopbackServer& server, const std::filesystem::path& roots,
                                   const std::string& wanted) {
    Listener listener;
    NetworkSettings settings;
    settings.roots = roots;
    settings.witness = &listener;
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = server.address();
    request.maxAnswer = 100;
    request.within = std::chrono::seconds(20);
    EXPECT_EQ(outcome(NetworkTransport(settings).send(request, {})), wanted);
    return listener.heard;
}

LoopbackServer::Script tellingDates() {
    return [](const ServedRequest&, ServedConnection& connection) { connection.send(dated()); };
}

TEST(ToldTime, AServerWithoutTlsIsNotBelieved) {
    const LoopbackServer liar(tellingDates());
    EXPECT_THAT(heardFrom(liar, {}, "ok"), IsEmpty());
}

TEST(ToldTime, AServerIsBelievedWhenTlsProvedIt) {
    auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "TLS ROOT");
    test::CertificateProfile profile = test::CertificateProfile::ocspResponder();
    profile.commonName = "SERVER";
    profile.extendedKeyUsage = {"1.3.6.1.5.5.7.3.1"};
    profile.moreExtensions = {test::serverAddress({127, 0, 0, 1})};
    profile.notBefore = SystemClock().now() - std::chrono::days(1);
    profile.notAfter = SystemClock().now() + std::chrono::days(1);
    const LoopbackServer server(
        tellingDates(), ServedTls{root.issue(crypto::KeyAlgorithm::Ec, profile), ServedTls::Newest::Tls13});
    const std::filesystem::path roots = test::scratchFolder() / "roots.pem";
    std::ofstream(roots) << toPem("CERTIFICATE", root.certificate().der());
    EXPECT_THAT(heardFrom(server, roots, "ok"), ElementsAre("answered 2026-06-20T12:00:00Z"));
    auto stranger = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "STRANGER");
    std::ofstream(roots) << toPem("CERTIFICATE", stranger.certificate().der());
    EXPECT_THAT(heardFrom(server, roots, "network.untrusted"), IsEmpty());
}

} // namespace
} // namespace tanba::net
