#include "app/net/timestamps.h"

#include "app/net/http_transport.h"
#include "core/trust/timestamp.h"
#include "core/trust/timestamp_client.h"
#include "tests/support/loopback_server.h"
#include "tests/support/outcome.h"
#include "tests/support/stamping_authority.h"

#include <gtest/gtest.h>

namespace tanba::net {
namespace {

using namespace std::chrono_literals;
using crypto::DigestAlgorithm;
using test::LoopbackServer;
using test::outcome;
using test::ServedConnection;
using test::ServedRequest;

const Bytes kSignature = toBytes("a signature value");

const test::Identity& stamper() {
    static test::Authority root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    static const test::Identity made =
        root.issue(crypto::KeyAlgorithm::Ec, test::CertificateProfile::timestamping());
    return made;
}

std::string goodAnswer(const ServedRequest& request) {
    return test::httpAnswer("200 OK", "application/timestamp-reply",
                            test::stampAnswer(stamper(), test::StampQuestion::read(request.body)));
}

Result<Bytes> stampFrom(const LoopbackServer& server) {
    auto source = timestamps(server.address("/tsp"));
    EXPECT_EQ(outcome(source), "ok");
    return source.value()->stamp(kSignature, DigestAlgorithm::Sha256, nullptr);
}

/// What comes of an answer that is made of the question.
Result<Bytes> stampAnswered(const std::function<std::string(const ServedRequest&)>& answer) {
    LoopbackServer server([&answer](const ServedRequest& request, ServedConnection& connection) {
        connection.send(answer(request));
    });
    return stampFrom(server);
}

TEST(Timestamps, AStampTravelsOverHttp) {
    LoopbackServer server([](const ServedRequest& request, ServedConnection& connection) {
        connection.send(goodAnswer(request));
    });
    const auto token = stampFrom(server);
    ASSERT_EQ(outcome(token), "ok") << token.failure().detail;
    EXPECT_TRUE(trust::TimestampToken::read(token.value()).value().stamps(kSignature));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].line(), "POST /tsp HTTP/1.1");
    EXPECT_EQ(requests[0].field("Content-Type"), "application/timestamp-query");
    EXPECT_EQ(requests[0].field("User-Agent"), "Tanba");
    // Nobody learns more than the digest.
    EXPECT_EQ(asText(requests[0].body).find(asText(kSignature)), std::string_view::npos);
}

TEST(Timestamps, ARedirectIsNotFollowed) {
    LoopbackServer other([](const ServedRequest& request, ServedConnection& connection) {
        connection.send(goodAnswer(request));
    });
    const auto token = stampAnswered([&other](const ServedRequest&) {
        return "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.address() +
               "\r\nContent-Length: 0\r\n\r\n";
    });
    EXPECT_EQ(outcome(token), "network.answer_wrong");
    EXPECT_TRUE(other.requests().empty());
}

TEST(Timestamps, AnOversizedAnswerIsRefused) {
    EXPECT_EQ(outcome(stampAnswered([](const ServedRequest&) {
                  return test::httpAnswer("200 OK", "application/timestamp-reply", Bytes(2'000'000, 0x30));
              })),
              "network.answer_too_large");
}

TEST(Timestamps, WhatIsCutOffOrGarbageIsRefused) {
    const auto cut = stampAnswered([](const ServedRequest& request) {
        const std::string whole = goodAnswer(request);
        return whole.substr(0, whole.size() - 10);
    });
    EXPECT_EQ(outcome(cut), "network.answer_wrong");
    for (const char* type : {"application/timestamp-reply", "text/html"}) {
        const auto garbage = stampAnswered([type](const ServedRequest&) {
            return test::httpAnswer("200 OK", type, toBytes("<html>Please log in to the network</html>"));
        });
        EXPECT_EQ(outcome(garbage), "network.answer_wrong") << type;
        EXPECT_EQ(garbage.failure().subject.substr(0, 10), "127.0.0.1:");
    }
    EXPECT_EQ(outcome(stampAnswered(
                  [](const ServedRequest&) { return test::httpAnswer("502 Bad Gateway", "text/html", {}); })),
              "network.answer_wrong");
}

trust::NetworkTimestamps impatient(const LoopbackServer& server) {
    return {std::make_shared<NetworkTransport>(),
            {trust::TimestampAuthority::ofUser(server.address()).value(),
             trust::OnlineHosts::builtIn().value(), 100ms}};
}

TEST(Timestamps, AServerThatNeverAnswersIsAskedTwiceAndNoMore) {
    LoopbackServer server([](const ServedRequest&, ServedConnection& connection) { connection.hold(); });
    EXPECT_EQ(outcome(impatient(server).stamp(kSignature, DigestAlgorithm::Sha256, nullptr)),
              "network.timeout");
    server.waitForRequests(2);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Timestamps, AServerThatIsSlowOnceIsForgiven) {
    std::atomic<int> asked = 0;
    LoopbackServer server([&asked](const ServedRequest& request, ServedConnection& connection) {
        if (asked++ == 0)
            connection.hold();
        else
            connection.send(goodAnswer(request));
    });
    trust::NetworkTimestamps source(std::make_shared<NetworkTransport>(),
                                    {trust::TimestampAuthority::ofUser(server.address()).value(),
                                     trust::OnlineHosts::builtIn().value(), 2s});
    EXPECT_EQ(outcome(source.stamp(kSignature, DigestAlgorithm::Sha256, nullptr)), "ok");
}

TEST(Timestamps, WhatIsNoAddressIsRefusedBeforeAnythingIsAsked) {
    EXPECT_EQ(outcome(timestamps("tsp.pki.gov.kz")), "network.address_refused");
    EXPECT_EQ(outcome(timestamps("")), "ok")
        << "the national authority, asked when the first stamp is wanted";
}

} // namespace
} // namespace tanba::net
