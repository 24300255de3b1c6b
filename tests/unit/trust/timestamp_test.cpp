#include "core/trust/timestamp.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/trust/path.h"
#include "core/trust/timestamp_judge.h"
#include "core/trust/usage.h"
#include "tests/unit/trust/trust_test_support.h"

#include <array>

namespace tanba::trust {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using sign::ReasonCode;
using test::outcome;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Ec;
constexpr std::string_view kSignature = "a signature value";
const Time kStampedAt = test::at("2026-04-01T12:00:00Z");

struct World {
    test::Authority root = test::Authority::makeRoot(kKey, "ROOT");
    test::Identity stamper = root.issue(kKey, test::CertificateProfile::timestamping());
};
World& world() {
    static World made;
    return made;
}

Bytes tokenBy(const test::Identity& stamper, DigestAlgorithm imprint = DigestAlgorithm::Sha256) {
    return test::timestampToken(stamper, viewOf(kSignature), kStampedAt, imprint);
}

TimestampFinding judge(ByteView token, const TrustStore& store, std::vector<Crl> lists = {},
                       std::string_view stamped = kSignature, Time now = test::goodTime()) {
    const ChainJudge chains(store, std::move(lists), now);
    return judgeTimestamp(token, viewOf(stamped), FileEvidence{}, chains, now);
}

TrustStore ourStore() {
    return test::nationalStore(world().root.certificate());
}

TEST(Timestamp, ATokenIsRead) {
    const auto token = TimestampToken::read(tokenBy(world().stamper));
    ASSERT_TRUE(token.ok()) << token.failure().detail;
    EXPECT_EQ(token.value().info.time, kStampedAt);
    EXPECT_EQ(token.value().info.policy, Oid("1.2.398.3.3.2.6.4"));
    EXPECT_TRUE(token.value().stamps(viewOf(kSignature)));
    EXPECT_FALSE(token.value().stamps(viewOf("another signature value")));
    EXPECT_EQ(token.value().signature.integrity, sign::Integrity::Ok);
    EXPECT_EQ(token.value().signature.signer, world().stamper.certificate);
}

class StampsOfEachStampAlgorithm : public testing::TestWithParam<std::pair<KeyAlgorithm, DigestAlgorithm>> {};
TEST_P(StampsOfEachStampAlgorithm, AStampOfATrustedAuthorityProvesTheTime) {
    const auto [key, imprint] = GetParam();
    test::Authority root = test::Authority::makeRoot(key, "ROOT");
    const test::Identity stamper = root.issue(key, test::CertificateProfile::timestamping());
    const TimestampFinding finding =
        judge(tokenBy(stamper, imprint), test::nationalStore(root.certificate()), {test::freshList(root)});
    EXPECT_EQ(finding.provedBy, AnchorOrigin::National) << test::codesOf(finding.reasons);
    ASSERT_TRUE(finding.report);
    EXPECT_TRUE(finding.report->valid);
    EXPECT_EQ(finding.report->time, kStampedAt);
    EXPECT_NE(finding.report->authority.find("TSA"), std::string::npos);
    EXPECT_EQ(test::codesOf(finding.reasons), "");
}
INSTANTIATE_TEST_SUITE_P(Timestamp, StampsOfEachStampAlgorithm,
                         testing::Values(std::pair(KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512),
                                         std::pair(KeyAlgorithm::Gost2015_512, DigestAlgorithm::Gost34311_95),
                                         std::pair(KeyAlgorithm::Rsa, DigestAlgorithm::Sha256),
                                         std::pair(KeyAlgorithm::Ec, DigestAlgorithm::Sha512)));

TEST(Timestamp, ASha1ImprintIsTold) {
    const TimestampFinding finding = judge(tokenBy(world().stamper, DigestAlgorithm::Sha1), ourStore());
    EXPECT_TRUE(finding.provedBy);
    EXPECT_EQ(test::codesOf(finding.reasons), "notice.timestamp_sha1 notice.timestamp_unchecked");
}

TEST(Timestamp, WhatIsNotKnownOfItsAuthorityIsTold) {
    const TimestampFinding finding = judge(tokenBy(world().stamper), ourStore());
    EXPECT_TRUE(finding.provedBy);
    EXPECT_EQ(test::codesOf(finding.reasons), "notice.timestamp_unchecked");
}

TEST(Timestamp, AStampOfSomethingElseIsWrong) {
    const TimestampFinding finding =
        judge(tokenBy(world().stamper), ourStore(), {}, "another signature value");
    EXPECT_FALSE(finding.provedBy);
    EXPECT_EQ(test::codesOf(finding.reasons), "timestamp.wrong");
    EXPECT_EQ(test::detailOf(finding.reasons, ReasonCode::TimestampWrong), "imprint");
    EXPECT_FALSE(finding.report->valid);
}

TEST(Timestamp, AStampFromTheFutureIsWrong) {
    const TimestampFinding finding =
        judge(tokenBy(world().stamper), ourStore(), {}, kSignature, kStampedAt - std::chrono::minutes(6));
    EXPECT_EQ(test::codesOf(finding.reasons), "timestamp.wrong");
    EXPECT_TRUE(
        judge(tokenBy(world().stamper), ourStore(), {}, kSignature, kStampedAt - std::chrono::minutes(4))
            .provedBy);
}

TEST(Timestamp, ATokenThatCannotBeReadIsWrong) {
    const TimestampFinding finding = judge(viewOf("no token"), ourStore());
    EXPECT_FALSE(finding.report);
    EXPECT_EQ(test::codesOf(finding.reasons), "timestamp.wrong");
}

TEST(Timestamp, AnUnknownAuthorityProvesNothing) {
    const TimestampFinding finding = judge(tokenBy(world().stamper), TrustStore{});
    EXPECT_FALSE(finding.provedBy);
    EXPECT_EQ(test::codesOf(finding.reasons), "notice.timestamp_untrusted");
    EXPECT_EQ(test::detailOf(finding.reasons, ReasonCode::TimestampUntrusted), "chain no_anchor");
}

TEST(Timestamp, OnlyATimestampAuthorityMayStamp) {
    test::CertificateProfile notCritical = test::CertificateProfile::timestamping();
    notCritical.extendedKeyUsageCritical = false;
    test::CertificateProfile more = test::CertificateProfile::timestamping();
    more.extendedKeyUsage.push_back("1.3.6.1.5.5.7.3.4");
    for (const test::CertificateProfile& profile : {test::CertificateProfile::person(), notCritical, more}) {
        const test::Identity impostor = world().root.issue(kKey, profile);
        EXPECT_FALSE(isTimestampAuthority(impostor.certificate));
        const TimestampFinding finding = judge(tokenBy(impostor), ourStore());
        EXPECT_FALSE(finding.provedBy);
        EXPECT_EQ(test::detailOf(finding.reasons, ReasonCode::TimestampUntrusted), "purpose");
    }
}

TEST(Timestamp, TheAuthorityMustHaveBeenValidThen) {
    test::CertificateProfile profile = test::CertificateProfile::timestamping();
    profile.notBefore = test::at("2026-05-01T00:00:00Z");
    EXPECT_FALSE(judge(tokenBy(world().root.issue(kKey, profile)), ourStore()).provedBy);
    // That it has expired since is tolerated.
    profile = test::CertificateProfile::timestamping();
    profile.notAfter = test::at("2026-05-01T00:00:00Z");
    EXPECT_TRUE(judge(tokenBy(world().root.issue(kKey, profile)), ourStore()).provedBy);
}

TEST(Timestamp, ARevokedAuthorityProvesNothing) {
    const auto provedWith = [&](std::string_view revokedAt, int reason) {
        std::vector<Crl> lists{test::freshList(
            world().root, {{test::serialOf(world().stamper.certificate), test::at(revokedAt), reason}})};
        return judge(tokenBy(world().stamper), ourStore(), std::move(lists)).provedBy.has_value();
    };
    EXPECT_FALSE(provedWith("2026-03-01T00:00:00Z", 4));
    EXPECT_TRUE(provedWith("2026-05-01T00:00:00Z", 4));
    // Whoever has the key can date stamps back (RFC 3161 section 4).
    constexpr int kNoReason = -1;
    for (const int reason : {kNoReason, 1, 2, 9, 10})
        EXPECT_FALSE(provedWith("2026-05-01T00:00:00Z", reason)) << reason;
    for (const int reason : {0, 3, 4, 5})
        EXPECT_TRUE(provedWith("2026-05-01T00:00:00Z", reason)) << reason;
}

TEST(Timestamp, NoChangedBitProvesAnotherTime) {
    const Bytes original = tokenBy(world().stamper);
    const ChainJudge chains(ourStore(), {}, test::goodTime());
    ASSERT_TRUE(
        judgeTimestamp(original, viewOf(kSignature), FileEvidence{}, chains, test::goodTime()).provedBy);
    // One bit of every octet.
    for (std::size_t bit = 0; bit < original.size() * 8; bit += bit % 8 == 7 ? 1 : 9) {
        Bytes changed = original;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        const TimestampFinding finding =
            judgeTimestamp(changed, viewOf(kSignature), FileEvidence{}, chains, test::goodTime());
        if (finding.provedBy) {
            EXPECT_EQ(finding.report->time, kStampedAt) << "bit " << bit;
        }
    }
}

TEST(Timestamp, InfoIsReadStrictly) {
    const Bytes imprint = der::sequence(
        {der::sequence({der::oid(Oid("2.16.840.1.101.3.4.2.1")), der::null()}), der::octetString(Bytes(32))});
    const auto info = [&](std::uint64_t version, const Bytes& tail) {
        return outcome(
            TimestampInfo::read(der::sequence({der::integer(version), der::oid(Oid("1.2.3")), imprint,
                                               der::integer(5), der::generalizedTime(kStampedAt), tail})));
    };
    EXPECT_EQ(info(1, {}), "ok");
    EXPECT_EQ(info(1, der::sequence({der::integer(1)})), "ok");
    EXPECT_EQ(info(1, der::integer(77)), "ok");
    EXPECT_EQ(info(2, {}), "timestamp.malformed");
    EXPECT_EQ(info(1, der::octetString({})), "timestamp.malformed");
    EXPECT_EQ(info(1, der::element(der::contextConstructed(1), test::nullExtension("1.2.3.4", false))), "ok");
    EXPECT_EQ(info(1, der::element(der::contextConstructed(1), test::nullExtension("1.2.3.4", true))),
              "timestamp.malformed");
    EXPECT_EQ(outcome(TimestampInfo::read({})), "timestamp.malformed");
}

TEST(Timestamp, OnlyAGrantedResponseHasAToken) {
    const Bytes token = tokenBy(world().stamper);
    const auto response = [&](std::uint64_t status, const Bytes& inside) {
        return der::sequence({der::sequence({der::integer(status)}), inside});
    };
    auto granted = tokenOfResponse(response(0, token));
    ASSERT_TRUE(granted.ok());
    EXPECT_EQ(granted.value(), token);
    EXPECT_TRUE(tokenOfResponse(response(1, token)).ok());
    const auto refused = tokenOfResponse(response(2, {}));
    EXPECT_EQ(outcome(refused), "timestamp.malformed");
    EXPECT_EQ(refused.failure().detail, "status 2");
    EXPECT_EQ(outcome(tokenOfResponse(response(0, {}))), "timestamp.malformed");
    EXPECT_EQ(outcome(tokenOfResponse(token)), "timestamp.malformed");
}

TEST(TimestampFixtures, TheAuthoritysTokensVerify) {
    TANBA_NEEDS_FIXTURES();
    const Bytes response = test::fixture("tsp/tsp_response.bin");
    const auto fromResponse = tokenOfResponse(response);
    ASSERT_TRUE(fromResponse.ok()) << fromResponse.failure().detail;
    auto store = builtInTrust();
    ASSERT_TRUE(store.ok());
    const PathValidator validator(store.value());
    for (const Bytes& encoded : {fromResponse.value(), test::fixture("tsp/tsp_token.bin")}) {
        const auto token = TimestampToken::read(encoded);
        ASSERT_TRUE(token.ok()) << token.failure().detail;
        EXPECT_EQ(token.value().info.policy, Oid("1.2.398.3.3.2.6.1"));
        EXPECT_EQ(crypto::digestByOid(token.value().info.imprintAlgorithm), DigestAlgorithm::Sha1);
        EXPECT_EQ(token.value().signature.integrity, sign::Integrity::Ok);
        ASSERT_TRUE(token.value().signature.signer);
        EXPECT_TRUE(isTimestampAuthority(*token.value().signature.signer));
        const PathResult chain =
            validator.validate(*token.value().signature.signer, {}, {token.value().info.time, true});
        EXPECT_EQ(chain.status, ChainStatus::Ok) << test::codesOf(chain.reasons);
        EXPECT_EQ(chain.path.anchor->origin, AnchorOrigin::Test);
    }
}

} // namespace
} // namespace tanba::trust
