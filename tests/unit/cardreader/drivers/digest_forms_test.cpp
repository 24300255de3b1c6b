#include "cardreader/drivers/digest_info.h"
#include "cardreader/drivers/ecdsa_value.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

namespace tanba::card {
namespace {

using test::outcome;

TEST(DigestInfo, IsThatOfRfc8017) {
    const crypto::Digest digest{crypto::DigestAlgorithm::Sha256, Bytes(32, 0xAB)};
    // RFC 8017 9.2, note 1.
    EXPECT_EQ(toHex(digestInfo(digest).value()),
              "3031300d060960864801650304020105000420" + toHex(Bytes(32, 0xAB)));
}

TEST(DigestInfo, GostAndWrongLengthsAreRefused) {
    EXPECT_EQ(outcome(digestInfo({crypto::DigestAlgorithm::Streebog512, Bytes(64)})),
              "algorithm.unsupported");
    EXPECT_EQ(outcome(digestInfo({crypto::DigestAlgorithm::Sha256, Bytes(31)})),
              "signing.digest_length_wrong");
    EXPECT_EQ(outcome(digestForCurve({crypto::DigestAlgorithm::Streebog256, Bytes(32)}, 32)),
              "algorithm.unsupported");
}

TEST(PaddedDigestInfo, FillsTheModulus) {
    const Bytes block = paddedDigestInfo({crypto::DigestAlgorithm::Sha256, Bytes(32, 1)}, 256).value();
    EXPECT_EQ(block.size(), 256u);
    EXPECT_EQ(toHex(ByteView(block).first(3)), "0001ff");
    EXPECT_EQ(block[256 - 51 - 1], 0x00);
    EXPECT_EQ(block[256 - 51 - 2], 0xFF);
    EXPECT_EQ(outcome(paddedDigestInfo({crypto::DigestAlgorithm::Sha512, Bytes(64)}, 93)), "key.malformed");
}

TEST(DigestForCurve, TakesTheLeftmostOctets) {
    Bytes value(64, 0x11);
    value[0] = 0x99;
    const Bytes cut = digestForCurve({crypto::DigestAlgorithm::Sha512, value}, 48).value();
    EXPECT_EQ(cut.size(), 48u);
    EXPECT_EQ(cut[0], 0x99);
    EXPECT_EQ(digestForCurve({crypto::DigestAlgorithm::Sha1, Bytes(20)}, 32).value().size(), 20u);
}

TEST(EcdsaValue, BothFormsBecomeASequence) {
    Bytes plain(96, 0x00);
    plain[0] = 0x80;
    plain[95] = 0x05;
    const Bytes der = ecdsaValue(plain, 48).value();
    EXPECT_EQ(toHex(ByteView(der).first(5)), "3036023100");
    EXPECT_EQ(toHex(ByteView(der).last(3)), "020105");
    EXPECT_EQ(ecdsaValue(der, 48).value(), der);
}

TEST(EcdsaValue, AnythingElseIsMalformed) {
    EXPECT_EQ(outcome(ecdsaValue({}, 32)), "card.answer_malformed");
    EXPECT_EQ(outcome(ecdsaValue(Bytes(63), 32)), "card.answer_malformed");
    EXPECT_EQ(outcome(ecdsaValue(Bytes(65536, 0x30), 32)), "card.answer_malformed");
    EXPECT_EQ(outcome(ecdsaValue(der::sequence({der::integer(1)}), 32)), "card.answer_malformed");
}

} // namespace
} // namespace tanba::card
