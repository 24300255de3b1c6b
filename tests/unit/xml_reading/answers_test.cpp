#include "app/xml_reading/wire.h"
#include "tests/support/outcome.h"
#include "tests/unit/sign/xml_test_support.h"

#include <gtest/gtest.h>

namespace tanba::xml_reading {
namespace {

using namespace test;

constexpr std::string_view kAct = "<act><item>1</item></act>";
constexpr std::size_t kNumber = 8;

Bytes answerOf(const sign::SignedFile& file) {
    return wire::encodeAnswer(Result<sign::SignedFile>(file));
}

std::string decoded(ByteView answer) {
    return outcome(wire::decodeAnswer(answer));
}

TEST(Answer, ComesBackAsItWas) {
    sign::SignedFile file = verifiedXml(signedXml(rsaPerson(), signedXml(gostPerson(), kAct)));
    file.signatures.at(0).claimedTime = Time(std::chrono::seconds(-1));
    file.signatures.at(0).timestampToken = Bytes{1, 2, 3};
    file.signatures.at(1).reasons = {{sign::ReasonCode::OrderCountsNegative, "detail"}};
    file.signatures.at(1).signer.reset();
    file.signatures.at(1).scheme.reset();
    file.crls = {Bytes{4}, Bytes{}};
    file.ocspResponses = {Bytes(70'000, 5)};
    file.contentClass = sign::ContentClass::Raw;
    const Bytes answer = answerOf(file);
    const auto back = wire::decodeAnswer(answer);
    ASSERT_EQ(outcome(back), "ok");
    EXPECT_EQ(answerOf(back.value()), answer);
    EXPECT_EQ(back.value().signatures.at(0).claimedTime, file.signatures.at(0).claimedTime);
    EXPECT_EQ(back.value().signatures.at(0).signer, file.signatures.at(0).signer);
    EXPECT_EQ(back.value().signatures.at(0).scheme, file.signatures.at(0).scheme);
    EXPECT_EQ(back.value().signatures.at(0).contentDigests, file.signatures.at(0).contentDigests);
    EXPECT_FALSE(back.value().signatures.at(1).signer.has_value());
    EXPECT_EQ(back.value().certificates, file.certificates);
    EXPECT_EQ(back.value().crls, file.crls);
    EXPECT_EQ(back.value().ocspResponses, file.ocspResponses);
}

TEST(Answer, FailuresComeBackAsTheyWere) {
    for (const FailureCode code : allFailureCodes()) {
        const auto back = wire::decodeAnswer(wire::encodeAnswer(fail(code, "subject", "detail")));
        ASSERT_FALSE(back.ok());
        EXPECT_EQ(back.failure().code, code);
        EXPECT_EQ(back.failure().subject, "subject");
        EXPECT_EQ(back.failure().detail, "detail");
    }
}

TEST(Answer, LongNamesEndBetweenTwoCharacters) {
    std::string name = "x";
    while (name.size() < 100'000)
        name += "ң";
    const auto back = wire::decodeAnswer(wire::encodeAnswer(fail(FailureCode::XmlStructure, name)));
    const std::string subject = back.failure().subject;
    EXPECT_EQ(subject.size() % 2, 1U);
    EXPECT_EQ(name.substr(0, subject.size()), subject);
    EXPECT_GT(subject.size(), 60'000U);
}

TEST(Answer, NothingIsBelievedThatEndsEarlyOrGoesOn) {
    const Bytes answer = answerOf(verifiedXml(signedXml(gostPerson(), kAct)));
    for (std::size_t size = 0; size < answer.size(); ++size)
        ASSERT_EQ(decoded(ByteView(answer).first(size)), "worker.crashed") << size;
    Bytes longer = answer;
    longer.push_back(0);
    EXPECT_EQ(decoded(longer), "worker.crashed");
}

TEST(Answer, NumbersBeyondTheirEnumerationsAreNotBelieved) {
    const Bytes answer = answerOf(verifiedXml(signedXml(gostPerson(), kAct)));
    // What is said, the class of the content, how many signatures, the integrity of the first.
    for (const std::size_t place : {0U, 1U, 2U, 3U}) {
        Bytes changed = answer;
        changed[place * kNumber + kNumber - 1] = 0xFF;
        EXPECT_EQ(decoded(changed), "worker.crashed") << place;
        changed[place * kNumber] = 0xFF;
        EXPECT_EQ(decoded(changed), "worker.crashed") << place;
    }
    Bytes failure = wire::encodeAnswer(fail(FailureCode::XmlStructure));
    failure[kNumber] = 0xFF;
    EXPECT_EQ(decoded(failure), "worker.crashed");
}

TEST(Answer, ADocumentWithoutSignaturesIsAFailureAndNoFile) {
    EXPECT_EQ(decoded(answerOf(sign::SignedFile{})), "worker.crashed");
}

TEST(Answer, CertificatesAreParsedAnew) {
    sign::SignedFile file = verifiedXml(signedXml(gostPerson(), kAct));
    const ByteView der = file.certificates.at(0).der();
    Bytes answer = answerOf(file);
    const auto found = std::search(answer.rbegin(), answer.rend(), der.rbegin(), der.rend());
    ASSERT_NE(found, answer.rend());
    answer[answer.size() - static_cast<std::size_t>(found - answer.rbegin()) - der.size()] ^= 0xFFU;
    EXPECT_EQ(decoded(answer), "worker.crashed");
}

TEST(Sizes, AreWithinTheirBounds) {
    EXPECT_EQ(wire::decodeOrder(wire::encodeOrder(7)).value(), 7U);
    EXPECT_EQ(outcome(wire::decodeOrder(wire::encodeOrder(sign::kMaxXmlSize + 1))), "worker.crashed");
    EXPECT_EQ(wire::decodeHeader(wire::encodeHeader(7)).value(), 7U);
    EXPECT_EQ(outcome(wire::decodeHeader(wire::encodeHeader(wire::kMaxAnswer + 1))), "worker.crashed");
    EXPECT_EQ(outcome(wire::decodeHeader(Bytes(wire::kHeaderSize))), "worker.crashed");
}

} // namespace
} // namespace tanba::xml_reading
