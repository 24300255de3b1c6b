#include "core/trust/timestamp_request.h"

#include "core/base/der_writer.h"
#include "core/trust/timestamp.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/trust/trust_test_support.h"

#include <openssl/ts.h>

#include <memory>

namespace tanba::trust {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using test::outcome;
using test::stampAnswer;
using test::StampManners;
using test::StampQuestion;
using test::stampRefusal;

const Bytes kValue = toBytes("a signature value");
const Oid kPolicy("1.2.398.3.3.2.6.4");

const test::Identity& stamperOf(KeyAlgorithm algorithm) {
    static std::map<KeyAlgorithm, test::Identity> made;
    const auto known = made.find(algorithm);
    if (known != made.end())
        return known->second;
    test::Authority root = test::Authority::makeRoot(algorithm, "ROOT");
    return made.emplace(algorithm, root.issue(algorithm, test::CertificateProfile::timestamping()))
        .first->second;
}

TimestampRequest questionBy(DigestAlgorithm imprint, std::optional<Oid> policy = kPolicy) {
    auto request = TimestampRequest::over(kValue, imprint, std::move(policy));
    EXPECT_EQ(outcome(request), "ok");
    return std::move(request).value();
}

Bytes answerOf(const TimestampRequest& request, const StampManners& manners = {},
               KeyAlgorithm algorithm = KeyAlgorithm::Ec) {
    return stampAnswer(stamperOf(algorithm), StampQuestion::read(request.write()), manners);
}

/// "code" or "code|detail" of what comes of an answer.
std::string told(ByteView answer, const TimestampRequest& request) {
    const auto token = readTimestampAnswer(answer, request);
    if (token.ok())
        return "ok";
    const Failure& failure = token.failure();
    return outcome(token) + "|" + failure.subject + "|" + failure.detail;
}

struct FreeRequest {
    void operator()(TS_REQ* request) const { TS_REQ_free(request); }
};

/// OpenSSL judges what we write.
TEST(TimestampRequest, OpensslReadsWhatIsAsked) {
    for (const DigestAlgorithm imprint :
         {DigestAlgorithm::Sha256, DigestAlgorithm::Sha512, DigestAlgorithm::Streebog512}) {
        const TimestampRequest request = questionBy(imprint);
        const Bytes written = request.write();
        const unsigned char* at = written.data();
        const std::unique_ptr<TS_REQ, FreeRequest> read(
            d2i_TS_REQ(nullptr, &at, static_cast<long>(written.size())));
        ASSERT_TRUE(read);
        EXPECT_EQ(at, written.data() + written.size());
        EXPECT_EQ(TS_REQ_get_version(read.get()), 1);
        EXPECT_NE(TS_REQ_get_cert_req(read.get()), 0);
        ASN1_OCTET_STRING* const message = TS_MSG_IMPRINT_get_msg(TS_REQ_get_msg_imprint(read.get()));
        const auto expected = crypto::digestOf(imprint, kValue);
        EXPECT_TRUE(sameBytes({ASN1_STRING_get0_data(message), static_cast<std::size_t>(message->length)},
                              expected.value().bytes));
        char policy[64] = {};
        OBJ_obj2txt(policy, sizeof policy, TS_REQ_get_policy_id(read.get()), 1);
        EXPECT_EQ(policy, kPolicy.dotted());
        EXPECT_NE(TS_REQ_get_nonce(read.get()), nullptr);
        EXPECT_EQ(TS_REQ_get_ext_count(read.get()), 0);
    }
}

TEST(TimestampRequest, ThePolicyIsLeftToTheAuthorityWhereNoneIsKnown) {
    EXPECT_FALSE(StampQuestion::read(questionBy(DigestAlgorithm::Sha256, std::nullopt).write()).policy);
}

TEST(TimestampRequest, EachQuestionHasANonceOfItsOwn) {
    std::set<Bytes> nonces;
    for (int number = 0; number < 50; ++number)
        nonces.insert(questionBy(DigestAlgorithm::Sha256).nonce);
    EXPECT_EQ(nonces.size(), 50U);
}

class AnswersOfEachAuthority : public testing::TestWithParam<std::pair<KeyAlgorithm, DigestAlgorithm>> {};
TEST_P(AnswersOfEachAuthority, TheTokenIsHandedOut) {
    const auto [key, imprint] = GetParam();
    const TimestampRequest request = questionBy(imprint);
    const Bytes answer = answerOf(request, {}, key);
    const auto token = readTimestampAnswer(answer, request);
    ASSERT_EQ(outcome(token), "ok") << token.failure().detail;
    EXPECT_EQ(token.value(), tokenOfResponse(answer).value());
    EXPECT_TRUE(TimestampToken::read(token.value()).value().stamps(kValue));
}
INSTANTIATE_TEST_SUITE_P(TimestampAnswer, AnswersOfEachAuthority,
                         testing::Values(std::pair(KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512),
                                         std::pair(KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95),
                                         std::pair(KeyAlgorithm::Rsa, DigestAlgorithm::Sha256),
                                         std::pair(KeyAlgorithm::Rsa, DigestAlgorithm::Sha512),
                                         std::pair(KeyAlgorithm::Gost2015_512, DigestAlgorithm::Sha256)));

TEST(TimestampAnswer, WhatAnswersAnotherQuestionIsRefused) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    TimestampRequest other = questionBy(DigestAlgorithm::Sha256);
    EXPECT_EQ(told(answerOf(other), request), "timestamp.other||nonce");
    other = request;
    other.nonce.clear();
    StampQuestion silent = StampQuestion::read(request.write());
    silent.nonce.clear();
    EXPECT_EQ(told(stampAnswer(stamperOf(KeyAlgorithm::Ec), silent), request), "timestamp.other||nonce");
    other = request;
    other.imprint.bytes.back() ^= 1;
    EXPECT_EQ(told(answerOf(other), request), "timestamp.other||imprint");
    other = request;
    other.imprint = crypto::digestOf(DigestAlgorithm::Streebog256, kValue).value();
    EXPECT_EQ(told(answerOf(other), request), "timestamp.other||imprint");
    other.imprint.bytes = request.imprint.bytes; // the same octets under another name
    EXPECT_EQ(told(answerOf(other), request), "timestamp.other||imprint");
    other = request;
    other.policy = Oid("1.2.3");
    EXPECT_EQ(told(answerOf(other), request), "timestamp.other||policy 1.2.3");
    other.policy.reset();
    EXPECT_EQ(told(answerOf(request), other), "ok") << "who asks for no policy takes any";
}

TEST(TimestampAnswer, ATokenMustVerifyByTheCertificateThatItCarries) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    StampManners manners;
    manners.changesSignature = true;
    EXPECT_EQ(told(answerOf(request, manners), request),
              "timestamp.malformed||signature: integrity.signature_wrong");
    manners = {};
    manners.carriesCertificate = false;
    EXPECT_EQ(told(answerOf(request, manners), request),
              "timestamp.malformed||signature: integrity.signer_certificate_missing");
    test::Authority root = test::Authority::makeRoot(KeyAlgorithm::Ec, "ROOT");
    const test::Identity person = root.issue(KeyAlgorithm::Ec);
    EXPECT_EQ(told(stampAnswer(person, StampQuestion::read(request.write())), request),
              "timestamp.malformed||purpose");
}

TEST(TimestampAnswer, ARefusalTellsTheAuthoritysReason) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    EXPECT_EQ(told(stampRefusal(2), request), "timestamp.refused|rejection|");
    EXPECT_EQ(told(stampRefusal(3), request), "timestamp.refused|waiting|");
    EXPECT_EQ(told(stampRefusal(17), request), "timestamp.refused|status 17|");
    EXPECT_EQ(told(stampRefusal(2, {"no", "Құжат жоқ"}, {7, 0x80}), request),
              "timestamp.refused|rejection, badAlg|no Құжат жоқ");
    EXPECT_EQ(told(stampRefusal(2, {}, {0, 0x24, 0x03, 0xC0, 0x40}), request),
              "timestamp.refused|rejection, badRequest, badDataFormat, timeNotAvailable, unacceptedPolicy, "
              "unacceptedExtension, addInfoNotAvailable, systemFailure|");
    // Bits that nobody knows, and none at all.
    EXPECT_EQ(told(stampRefusal(2, {}, {0, 0x40}), request), "timestamp.refused|rejection|");
    EXPECT_EQ(told(stampRefusal(2, {}, {0}), request), "timestamp.refused|rejection|");
    // A refusal stays one, whatever token it brings.
    const Bytes token = tokenOfResponse(answerOf(request)).value();
    EXPECT_EQ(told(der::sequence({der::sequence({der::integer(2)}), token}), request),
              "timestamp.refused|rejection|");
}

TEST(TimestampAnswer, FreeTextIsBoundedAndShowable) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    const auto detail = [&request](const std::vector<std::string>& texts) {
        return readTimestampAnswer(stampRefusal(2, texts), request).failure().detail;
    };
    EXPECT_EQ(detail({std::string(5000, 'x')}), "");
    EXPECT_LE(detail(std::vector<std::string>(1000, "line")).size(), 301U);
    EXPECT_EQ(detail({"a\x1B[31m\xFF"}).find('\x1B'), std::string::npos);
}

TEST(TimestampAnswer, WhatIsNoAnswerIsMalformed) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    const Bytes good = answerOf(request);
    const auto malformed = [&request](ByteView answer) {
        return outcome(readTimestampAnswer(answer, request)) == "timestamp.malformed";
    };
    EXPECT_TRUE(malformed({}));
    EXPECT_TRUE(malformed(toBytes("<html>302</html>")));
    EXPECT_TRUE(malformed(request.write()));
    EXPECT_TRUE(malformed(tokenOfResponse(good).value()));
    EXPECT_TRUE(malformed(der::sequence({der::sequence({der::integer(0)})}))) << "granted, without a token";
    Bytes longer = good;
    longer.push_back(0);
    EXPECT_TRUE(malformed(longer));
    EXPECT_TRUE(malformed(Bytes(kMaxTimestampSize + 1, 0x30)));
    for (std::size_t size = 0; size < good.size(); size += 7)
        EXPECT_TRUE(malformed(ByteView(good).first(size))) << size;
}

TEST(TimestampAnswer, NoChangedBitChangesWhatIsStamped) {
    const TimestampRequest request = questionBy(DigestAlgorithm::Sha256);
    const Bytes good = answerOf(request);
    int accepted = 0;
    // One bit of every octet.
    for (std::size_t bit = 0; bit < good.size() * 8; bit += bit % 8 == 7 ? 1 : 9) {
        Bytes changed = good;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        const auto token = readTimestampAnswer(changed, request);
        if (!token.ok())
            continue;
        ++accepted;
        const auto read = TimestampToken::read(token.value());
        EXPECT_TRUE(read.value().stamps(kValue)) << bit;
        EXPECT_EQ(read.value().info.time, test::goodTime()) << bit;
    }
    EXPECT_LT(accepted, 30) << "only what nobody signs may change";
}

TEST(TimestampAnswerFixtures, TheAuthoritysAnswerIsReadAndIsNotOurs) {
    TANBA_NEEDS_FIXTURES();
    const Bytes answer = test::fixture("tsp/tsp_response.bin");
    EXPECT_EQ(told(answer, questionBy(DigestAlgorithm::Sha256)), "timestamp.other||imprint");
    // As who asked for it.
    const auto token = TimestampToken::read(tokenOfResponse(answer).value());
    ASSERT_TRUE(token.ok());
    TimestampRequest asked;
    asked.imprint = {DigestAlgorithm::Sha1, token.value().info.imprint};
    asked.nonce = token.value().info.nonce;
    asked.policy = token.value().info.policy;
    EXPECT_EQ(told(answer, asked), "ok");
}

} // namespace
} // namespace tanba::trust
