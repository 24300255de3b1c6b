#include "core/trust/timestamp_client.h"

#include "core/trust/timestamp.h"
#include "tests/support/scripted_http.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/trust/trust_test_support.h"

#include <gmock/gmock.h>

namespace tanba::trust {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using test::outcome;
using test::StampQuestion;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kNational = "http://tsp.pki.gov.kz";
constexpr const char* kOwn = "http://tsa.test.kz:3161/stamp?x=1";
const Bytes kValue = toBytes("a signature value");

struct World {
    test::Authority root = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "ROOT");
    test::Identity stamper = root.issue(KeyAlgorithm::Gost2015_512, test::CertificateProfile::timestamping());
    std::shared_ptr<test::ScriptedHttp> network = std::make_shared<test::ScriptedHttp>();
    std::vector<HttpRequest> requests;

    void answersAt(const std::string& address, const std::string& type = "application/timestamp-reply") {
        network->serve(address, [this, type](const HttpRequest& request) -> Result<HttpAnswer> {
            requests.push_back(request);
            return HttpAnswer{200, type, test::stampAnswer(stamper, StampQuestion::read(request.body))};
        });
    }
    NetworkTimestamps client(TimestampAuthority authority) const {
        return NetworkTimestamps(network, {std::move(authority), OnlineHosts::builtIn().value()});
    }
    NetworkTimestamps national() const { return client(TimestampAuthority::builtIn().value()); }
    NetworkTimestamps own() const { return client(TimestampAuthority::ofUser(kOwn).value()); }
};

Result<Bytes> stampBy(NetworkTimestamps client, DigestAlgorithm imprint = DigestAlgorithm::Streebog512,
                      const CancelToken* cancel = nullptr) {
    return client.stamp(kValue, imprint, cancel);
}

std::string told(const Result<Bytes>& stamp) {
    return stamp.ok() ? "ok" : outcome(stamp) + "|" + stamp.failure().subject + "|" + stamp.failure().detail;
}

TEST(TimestampClient, TheNationalAuthorityIsAskedUnderItsPolicyForTheDigest) {
    World w;
    w.answersAt(kNational);
    const std::vector<std::pair<DigestAlgorithm, std::optional<Oid>>> rows{
        {DigestAlgorithm::Streebog512, Oid("1.2.398.3.3.2.6.4")},
        {DigestAlgorithm::Sha256, Oid("1.2.398.3.3.2.6.2")},
        {DigestAlgorithm::Gost34311_95, Oid("1.2.398.3.3.2.6.1")},
        {DigestAlgorithm::Sha512, std::nullopt},
    };
    for (const auto& [imprint, policy] : rows) {
        const auto token = stampBy(w.national(), imprint);
        ASSERT_EQ(told(token), "ok");
        const StampQuestion asked = StampQuestion::read(w.requests.back().body);
        EXPECT_EQ(asked.policy, policy);
        EXPECT_EQ(asked.imprint, crypto::digestOf(imprint, kValue).value().bytes);
        EXPECT_TRUE(asked.wantsCertificate);
        EXPECT_EQ(asked.nonce.empty(), false);
        EXPECT_TRUE(TimestampToken::read(token.value()).value().stamps(kValue));
    }
}

TEST(TimestampClient, TheQuestionIsAPostOfItsOwnType) {
    World w;
    w.answersAt(kOwn);
    ASSERT_EQ(told(stampBy(w.own())), "ok");
    ASSERT_THAT(w.requests, SizeIs(1));
    EXPECT_EQ(w.requests[0].method, HttpRequest::Method::Post);
    EXPECT_EQ(w.requests[0].contentType, "application/timestamp-query");
    EXPECT_EQ(w.requests[0].url, kOwn);
    EXPECT_LE(w.requests[0].maxAnswer, kMaxTimestampSize);
    EXPECT_LE(w.requests[0].within, std::chrono::seconds(15));
    EXPECT_FALSE(StampQuestion::read(w.requests[0].body).policy) << "the user's authority knows its own";
}

TEST(TimestampClient, TheTablesAuthorityIsAskedAtAListedHostOnly) {
    World w;
    TimestampAuthority elsewhere = TimestampAuthority::builtIn().value();
    elsewhere.address = kOwn;
    EXPECT_EQ(told(stampBy(w.client(elsewhere))), "network.address_refused|tsa.test.kz:3161|");
    // Hosts that are listed for something else are not asked for stamps.
    elsewhere.address = "http://ocsp.pki.gov.kz/";
    EXPECT_EQ(told(stampBy(w.client(elsewhere))), "network.address_refused|ocsp.pki.gov.kz|");
    EXPECT_THAT(w.network->asked(), IsEmpty());
}

TEST(TimestampClient, AnAddressOfTheUsersMustBeOne) {
    for (const char* text :
         {"", "tsp.pki.gov.kz", "ftp://a/", "http://user@a/", "http://[::1]/", "file:///x"})
        EXPECT_EQ(outcome(TimestampAuthority::ofUser(text)), "network.address_refused") << text;
    EXPECT_EQ(outcome(TimestampAuthority::ofUser("https://tsa.example.org/tsr")), "ok");
}

TEST(TimestampClient, OnlyTheRightKindOfAnswerIsLookedAt) {
    World w;
    for (const char* type : {"application/timestamp-reply", "Application/Timestamp-Reply; charset=x", ""}) {
        w.answersAt(kOwn, type);
        EXPECT_EQ(told(stampBy(w.own())), "ok") << type;
    }
    for (const char* type : {"text/html", "application/timestamp-query", "application/timestamp-replyx"}) {
        w.answersAt(kOwn, type);
        EXPECT_EQ(told(stampBy(w.own())),
                  std::string("network.answer_wrong|tsa.test.kz:3161|content type ") + type);
    }
}

TEST(TimestampClient, TroublesAreToldAboutTheServer) {
    World w;
    const auto answers = [&w](int status, const Bytes& body) {
        w.network->serve(kOwn, [status, body](const HttpRequest&) -> Result<HttpAnswer> {
            return HttpAnswer{status, "application/timestamp-reply", body};
        });
        return told(stampBy(w.own()));
    };
    EXPECT_EQ(answers(503, {}), "network.answer_wrong|tsa.test.kz:3161|status 503");
    EXPECT_EQ(answers(200, toBytes("garbage")).substr(0, 49),
              "network.answer_wrong|tsa.test.kz:3161|time stamp:");
    EXPECT_EQ(answers(200, test::stampRefusal(2, {"go away"}, {0, 0x00, 0x01})),
              "timestamp.refused|tsa.test.kz:3161, rejection, unacceptedPolicy|go away");
    StampQuestion other;
    other.imprintAlgorithm = Oid(crypto::digestRow(DigestAlgorithm::Streebog512).oid);
    other.imprint = Bytes(64, 1);
    other.wantsCertificate = true;
    EXPECT_EQ(answers(200, test::stampAnswer(w.stamper, other)), "timestamp.other|tsa.test.kz:3161|imprint");
}

TEST(TimestampClient, AServerThatWasNotReachedIsAskedOnceMore) {
    using enum FailureCode;
    World w;
    for (const FailureCode code : {NetworkUnavailable, NetworkTimeout}) {
        int asked = 0;
        w.network->serve(kOwn, [&](const HttpRequest& request) -> Result<HttpAnswer> {
            if (++asked == 1)
                return fail(code, "tsa.test.kz");
            return HttpAnswer{200, {}, test::stampAnswer(w.stamper, StampQuestion::read(request.body))};
        });
        EXPECT_EQ(told(stampBy(w.own())), "ok");
        EXPECT_EQ(asked, 2);
        w.network->serve(kOwn, [&](const HttpRequest&) -> Result<HttpAnswer> {
            ++asked;
            return fail(code, "tsa.test.kz");
        });
        asked = 0;
        EXPECT_EQ(outcome(stampBy(w.own())), codeText(code));
        EXPECT_EQ(asked, 2);
    }
    for (const FailureCode code : {NetworkUntrusted, NetworkAnswerWrong, NetworkAnswerTooLarge, Cancelled}) {
        int asked = 0;
        w.network->serve(kOwn, [&](const HttpRequest&) -> Result<HttpAnswer> {
            ++asked;
            return fail(code, "tsa.test.kz");
        });
        EXPECT_EQ(outcome(stampBy(w.own())), codeText(code));
        EXPECT_EQ(asked, 1);
    }
}

TEST(TimestampClient, CancelReachesTheNetwork) {
    World w;
    w.answersAt(kOwn);
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(stampBy(w.own(), DigestAlgorithm::Sha256, &cancel)), "cancelled");
}

TEST(TimestampAuthorityTable, OurOwnIsWhole) {
    const auto authority = TimestampAuthority::builtIn();
    ASSERT_EQ(outcome(authority), "ok");
    EXPECT_EQ(authority.value().chosenBy, TimestampAuthority::ChosenBy::Table);
    EXPECT_TRUE(OnlineHosts::builtIn().value().allow(parseHttpAddress(authority.value().address).value(),
                                                     OnlineUse::Timestamps));
}

TEST(TimestampAuthorityTable, AMalformedOneIsRefused) {
    for (
        const char* text :
        {"", "[]", "{}", R"({"address":"x","policies":[]})", R"({"address":"http://a"})",
         R"({"address":"http://a","policies":[{"imprint":"md5","policy":"1.2.3"}]})",
         R"({"address":"http://a","policies":[{"imprint":"sha256","policy":"x"}]})",
         R"({"address":"http://a","policies":[{"imprint":"sha256","policy":"1.2.3"},{"imprint":"sha256","policy":"1.2.4"}]})"})
        EXPECT_EQ(outcome(TimestampAuthority::fromJson(text)), "internal") << text;
    EXPECT_EQ(outcome(TimestampAuthority::fromJson(R"({"address":"http://a","policies":[]})")), "ok");
}

} // namespace
} // namespace tanba::trust
