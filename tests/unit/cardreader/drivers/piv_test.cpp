#include "cardreader/drivers/piv.h"

#include "cardreader/drivers/piv_objects.h"
#include "core/base/encoding.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <gmock/gmock.h>
#include <zlib.h>

namespace tanba::card {
namespace {

using test::cardIdentities;
using test::outcome;
using testing::ElementsAre;

Bytes gzip(ByteView content) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort();
    Bytes source(content.begin(), content.end());
    Bytes packed(source.size() + 1024);
    stream.next_in = source.data();
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
}

class PivTest : public testing::Test {
  protected:
    CardContents read() {
        auto contents = selectAndRead(driver, session);
        EXPECT_TRUE(contents.ok()) << contents.failure().detail;
        return std::move(contents).value();
    }

    PivCard driver;
    test::PivModel model;
    test::ModelSession session{model};
};

TEST_F(PivTest, ReadsWhatThereIs) {
    const CardContents contents = read();
    ASSERT_EQ(contents.keys.size(), 3u);
    EXPECT_EQ(contents.keys[0].reference, 0x9A);
    EXPECT_EQ(contents.keys[1].pinUse, PinUse::EverySignature);
    EXPECT_EQ(contents.keys[2].certificate, cardIdentities().ec.certificate);
    EXPECT_EQ(contents.serial, toHex(Bytes(16, 0x42)));
    EXPECT_EQ(contents.pins.at(0).rules.triesLeft, 3);
    EXPECT_EQ(model.pinsTried, 0u);
    EXPECT_EQ(session.transmitted, 7u);
}

TEST_F(PivTest, EveryKeySigns) {
    const CardContents contents = read();
    for (const CardKey& key : contents.keys) {
        for (const auto algorithm : {crypto::DigestAlgorithm::Sha256, crypto::DigestAlgorithm::Sha512}) {
            const crypto::Digest digest = crypto::digestOf(algorithm, viewOf("document")).value();
            const auto value = verifyAndSign(driver, session, contents, key, "123456", digest);
            ASSERT_TRUE(value.ok()) << value.failure().detail;
            EXPECT_TRUE(key.publicKey->verifyDigest(digest, value.value()).ok());
        }
    }
}

TEST_F(PivTest, LargeKeysSign) {
    model.putKey(0x9A, test::largeCardIdentities().rsa3072);
    model.putKey(0x9E, test::largeCardIdentities().p384);
    const CardContents contents = read();
    for (const std::size_t index : {0U, 2U}) {
        for (const auto algorithm : {crypto::DigestAlgorithm::Sha256, crypto::DigestAlgorithm::Sha384,
                                     crypto::DigestAlgorithm::Sha512}) {
            const CardKey& key = contents.keys.at(index);
            const crypto::Digest digest = crypto::digestOf(algorithm, viewOf("document")).value();
            const auto value = verifyAndSign(driver, session, contents, key, "123456", digest);
            ASSERT_TRUE(value.ok()) << value.failure().detail;
            EXPECT_TRUE(key.publicKey->verifyDigest(digest, value.value()).ok());
        }
    }
}

TEST_F(PivTest, SlotForSigningWantsThePinEachTime) {
    const CardContents contents = read();
    ASSERT_TRUE(verifyAndSign(driver, session, contents, contents.keys[1], "123456", sha256Of("x")).ok());
    EXPECT_EQ(outcome(driver.sign(session, contents.keys[1], sha256Of("y"))), "card.pin_needed");
}

TEST_F(PivTest, TriesLeftAreAskedForFree) {
    const CardContents contents = read();
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("000000"))), "pin.wrong");
    EXPECT_EQ(driver.triesLeft(session, contents.pins[0]).value(), 2);
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("000000"))), "pin.last_try");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("000000"))), "pin.blocked");
    EXPECT_EQ(driver.triesLeft(session, contents.pins[0]).value(), 0);
    EXPECT_EQ(model.pinsTried, 3u);
}

TEST_F(PivTest, ChangeAndUnblock) {
    const CardContents contents = read();
    const CardPin& pin = contents.pins[0];
    EXPECT_EQ(outcome(driver.changePin(session, pin, typed("123456", "87654321"))), "ok");
    EXPECT_TRUE(model.pinIs("87654321"));
    EXPECT_EQ(outcome(driver.changePin(session, pin, typed("123456", "111111"))), "pin.wrong");
    EXPECT_EQ(outcome(driver.changePin(session, pin, typed("123456", "11111"))), "pin.length");
    model.triesLeft = 0;
    EXPECT_EQ(outcome(driver.unblockPin(session, pin, typed("00000000", "222222"))), "puk.wrong");
    EXPECT_EQ(outcome(driver.unblockPin(session, pin, typed("12345678", "222222"))), "ok");
    EXPECT_TRUE(model.pinIs("222222"));
    EXPECT_EQ(outcome(driver.verifyPin(session, pin, secretOf("222222"))), "ok");
}

TEST_F(PivTest, CardWithoutAHolderIdentifier) {
    model.objects.erase(0x5FC102);
    const CardContents contents = read();
    EXPECT_EQ(contents.serial, toHex(cardIdentities().rsa.certificate.fingerprint()));
    EXPECT_EQ(driver.identify(session).value(), contents.serial);
    model.objects[0x5FC102] = test::cardTlv(0x53, test::cardTlv(0x34, Bytes(16, 0)));
    EXPECT_EQ(driver.identify(session).value(), contents.serial);
}

TEST_F(PivTest, PackedCertificate) {
    model.objects[0x5FC105] =
        test::PivModel::certificateObject(gzip(cardIdentities().rsa.certificate.der()), 0x01);
    EXPECT_EQ(read().keys[0].certificate, cardIdentities().rsa.certificate);
}

TEST(PivObjects, ABombStopsAtTheLimit) {
    const Bytes bomb = gzip(Bytes(10'000'000, 0x00));
    EXPECT_LT(bomb.size(), 20'000u);
    EXPECT_EQ(outcome(piv::gunzip(bomb, 65536)), "card.answer_malformed");
    EXPECT_EQ(outcome(piv::gunzip({}, 65536)), "card.answer_malformed");
    EXPECT_EQ(outcome(piv::gunzip(Bytes(100, 0x1F), 65536)), "card.answer_malformed");
    EXPECT_EQ(piv::gunzip(gzip(Bytes(1000, 7)), 1000).value(), Bytes(1000, 7));
}

TEST(PivObjects, EmptyAndMalformed) {
    EXPECT_FALSE(piv::certificateIn(Bytes{0x53, 0x00}).value().has_value());
    EXPECT_FALSE(piv::certificateIn(Bytes{0x53, 0x02, 0x70, 0x00}).value().has_value());
    for (const Bytes& object : {Bytes{}, Bytes{0x53}, Bytes{0x53, 0x05, 0x70}, Bytes{0x54, 0x00},
                                Bytes{0x53, 0x03, 0x70, 0x82, 0xFF}})
        EXPECT_EQ(outcome(piv::certificateIn(object)), "card.answer_malformed");
    EXPECT_EQ(outcome(piv::certificateIn(test::PivModel::certificateObject(Bytes(10, 0x30), 0))),
              "certificate.malformed");
}

} // namespace
} // namespace tanba::card
