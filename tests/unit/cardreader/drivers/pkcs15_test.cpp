#include "cardreader/drivers/pkcs15.h"

#include "cardreader/drivers/pkcs15_directory.h"
#include "core/base/der_writer.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <gmock/gmock.h>

namespace tanba::card {
namespace {

using test::cardIdentities;
using test::outcome;
using testing::ElementsAre;

class Pkcs15Test : public testing::Test {
  protected:
    CardContents read() {
        auto contents = selectAndRead(driver, session);
        EXPECT_TRUE(contents.ok()) << contents.failure().detail;
        return std::move(contents).value();
    }
    Bytes& file(std::uint8_t high, std::uint8_t low) { return model.files.at({0x50, 0x15, high, low}); }

    Pkcs15Card driver;
    test::Pkcs15Model model;
    test::ModelSession session{model};
};

TEST_F(Pkcs15Test, ReadsWhatTheDirectoriesName) {
    const CardContents contents = read();
    EXPECT_EQ(contents.label, "Model card");
    EXPECT_EQ(contents.serial, "20260001");
    ASSERT_EQ(contents.keys.size(), 2u);
    EXPECT_EQ(contents.keys[0].label, "RSA key");
    EXPECT_EQ(contents.keys[0].certificate, cardIdentities().rsa.certificate);
    EXPECT_EQ(contents.keys[1].certificate, cardIdentities().ec.certificate);
    ASSERT_EQ(contents.pins.size(), 1u);
    EXPECT_EQ(contents.pins[0].reference, 1);
    EXPECT_EQ(contents.pins[0].rules.minimumLength, 4u);
    EXPECT_EQ(contents.pins[0].rules.maximumLength, 8u);
    EXPECT_EQ(contents.pins[0].block.blockLength, 8);
    EXPECT_TRUE(contents.pins[0].rules.digitsOnly);
    EXPECT_FALSE(driver.triesLeft(session, contents.pins[0]).value().has_value());
}

TEST_F(Pkcs15Test, BothKeysSign) {
    const CardContents contents = read();
    ASSERT_TRUE(driver.recognises(session).value());
    EXPECT_EQ(driver.identify(session).value(), contents.serial);
    for (const CardKey& key : contents.keys) {
        model.instructions.clear();
        const crypto::Digest digest = sha256Of("document");
        const auto value = verifyAndSign(driver, session, contents, key, "1234", digest);
        ASSERT_TRUE(value.ok()) << value.failure().detail;
        EXPECT_TRUE(key.publicKey->verifyDigest(digest, value.value()).ok());
        EXPECT_THAT(model.instructions, ElementsAre(0xA4, 0x20, 0x22, 0x2A));
    }
}

TEST_F(Pkcs15Test, LargeKeysSign) {
    model.putKey(1, test::largeCardIdentities().rsa3072);
    model.putKey(2, test::largeCardIdentities().p384);
    const CardContents contents = read();
    ASSERT_TRUE(driver.recognises(session).value());
    for (const CardKey& key : contents.keys) {
        for (const auto algorithm : {crypto::DigestAlgorithm::Sha256, crypto::DigestAlgorithm::Sha384,
                                     crypto::DigestAlgorithm::Sha512}) {
            const crypto::Digest digest = crypto::digestOf(algorithm, viewOf("document")).value();
            const auto value = verifyAndSign(driver, session, contents, key, "1234", digest);
            ASSERT_TRUE(value.ok()) << value.failure().detail;
            EXPECT_TRUE(key.publicKey->verifyDigest(digest, value.value()).ok());
        }
    }
}

/// What the card is sent for a key whose card names these algorithms.
class Pkcs15Algorithms : public Pkcs15Test {
  protected:
    static constexpr int kRsaPkcs1 = 0x0001;
    static constexpr int kRsaSha256 = 0x0040;
    static constexpr int kEcdsa = 0x1041;
    /// compute-signature; encipher.
    static inline const Bytes kSigns{6, 0x40};
    static inline const Bytes kEnciphers{3, 0x08};

    static Bytes info(int reference, int mechanism, const Bytes& operations,
                      std::optional<int> cardReference) {
        return test::Pkcs15Model::algorithmInfo(reference, mechanism, operations, cardReference);
    }
    std::string signs(std::size_t index) {
        const CardContents contents = read();
        const CardKey& key = contents.keys.at(index);
        const crypto::Digest digest = sha256Of("document");
        if (key.algorithms == KeyAlgorithms::NoneUsable)
            return "none usable";
        const auto value = verifyAndSign(driver, session, contents, key, "1234", digest);
        if (!value.ok())
            return outcome(value);
        return key.publicKey->verifyDigest(digest, value.value()).ok() ? "ok" : "wrong";
    }
};

TEST_F(Pkcs15Algorithms, TheCardsOwnReferenceIsUsed) {
    model.nameAlgorithms({3, 4}, {info(3, kRsaPkcs1, kSigns, 0x12), info(4, kEcdsa, kSigns, 0x44)});
    model.algorithms = {{1, 0x12}, {2, 0x44}};
    EXPECT_EQ(signs(0), "ok");
    EXPECT_EQ(signs(1), "ok");
}

TEST_F(Pkcs15Algorithms, TheOneThatSignsWhatIsSent) {
    // Before it: one that hashes on the card, one that only enciphers, one that the card does not explain.
    model.nameAlgorithms({9, 5, 6, 7, 8},
                         {info(5, kRsaSha256, kSigns, 0x42), info(6, kRsaPkcs1, kEnciphers, 0x0A),
                          info(7, kRsaPkcs1, kSigns, 0x22), info(8, kEcdsa, kSigns, std::nullopt)});
    model.algorithms = {{1, 0x22}};
    EXPECT_EQ(signs(0), "ok");
    EXPECT_EQ(signs(1), "ok");
}

TEST_F(Pkcs15Algorithms, WithoutAReferenceTheUsualOneIsUsed) {
    model.nameAlgorithms({1}, {info(1, kRsaPkcs1, kSigns, std::nullopt)});
    EXPECT_EQ(signs(0), "ok");
    model.nameAlgorithms({1}, {});
    EXPECT_EQ(signs(0), "ok");
    EXPECT_EQ(signs(1), "ok");
}

TEST_F(Pkcs15Algorithms, AKeyThatCannotDoItSaysSo) {
    model.nameAlgorithms({5}, {info(5, kRsaSha256, kSigns, 0x42)});
    EXPECT_EQ(signs(0), "none usable");
    EXPECT_EQ(signs(1), "none usable");
}

TEST_F(Pkcs15Algorithms, TheMechanismDecidesAndNotTheObjectIdentifier) {
    constexpr std::string_view rsaEncryption = "1.2.840.113549.1.1.1";
    const auto named = [&](unsigned reference, const Bytes& mechanism, unsigned cardReference) {
        return der::sequence({der::integer(reference), der::element(der::kInteger, mechanism), der::null(),
                              der::element(der::kBitString, kSigns), der::oid(Oid(rsaEncryption)),
                              der::integer(cardReference)});
    };
    // Bare RSA, a digest made on the card, PSS; then what is asked for.
    for (const std::uint8_t other : Bytes{0x03, 0x40, 0x0D}) {
        model.nameAlgorithms({3, 1}, {named(3, {other}, 0x42), info(1, kRsaPkcs1, kSigns, 0x12)});
        model.algorithms = {{1, 0x12}};
        EXPECT_EQ(signs(0), "ok") << int{other};
        model.nameAlgorithms({3}, {named(3, {other}, 0x42)});
        EXPECT_EQ(signs(0), "none usable") << int{other};
    }
    // Only -1 is no mechanism; another negative number cannot be read.
    model.nameAlgorithms({4, 3}, {named(4, {0xFE}, 0x55), named(3, {0xFF}, 0x12)});
    model.algorithms = {{1, 0x12}};
    EXPECT_EQ(signs(0), "ok");
}

TEST_F(Pkcs15Algorithms, AReferenceThatIsNoOctetIsNotCutToFit) {
    for (const Bytes& odd : {Bytes{0x01, 0x12}, Bytes{0xED}, Bytes{0x01, 0x00, 0x12}}) {
        model.nameAlgorithms(
            {5, 6}, {der::sequence({der::integer(5), der::integer(kRsaPkcs1), der::null(),
                                    der::element(der::kBitString, kSigns), der::element(der::kInteger, odd)}),
                     info(6, kRsaPkcs1, kSigns, 0x31)});
        model.algorithms = {{1, 0x31}};
        EXPECT_EQ(signs(0), "ok");
    }
}

TEST_F(Pkcs15Algorithms, WhatCannotBeReadIsLeftOut) {
    model.nameAlgorithms({1},
                         {der::sequence({der::integer(7)}), der::null(), info(1, kRsaPkcs1, kSigns, 0x31)});
    model.algorithms = {{1, 0x31}};
    EXPECT_EQ(signs(0), "ok");
}

TEST_F(Pkcs15Test, ByTheListOfApplications) {
    test::Pkcs15Model listed(test::Pkcs15Application::ByListOnly);
    test::ModelSession other(listed);
    const CardContents contents = selectAndRead(driver, other).value();
    EXPECT_EQ(contents.keys.size(), 2u);
}

TEST_F(Pkcs15Test, SpeaksT0AndStepwiseSelection) {
    model.t0 = true;
    // A card that knows no paths.
    test::ModelSession t0(
        [&](ByteView command) {
            const bool path = command[1] == 0xA4 && (command[2] == 0x08 || command[2] == 0x09);
            return path ? Bytes{0x6A, 0x86} : model.answer(command);
        },
        model.atr(), TransmissionProtocol::T0);
    const CardContents contents = selectAndRead(driver, t0).value();
    ASSERT_EQ(contents.keys.size(), 2u);
    const auto value = verifyAndSign(driver, t0, contents, contents.keys[0], "1234", sha256Of("x"));
    EXPECT_TRUE(value.ok());
}

TEST_F(Pkcs15Test, PinRulesAreThoseOfTheCard) {
    const CardContents contents = read();
    const unsigned before = session.transmitted;
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("123"))), "pin.length");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("123456789"))), "pin.length");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("12x4"))), "pin.characters");
    EXPECT_EQ(session.transmitted, before);
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("9999"))), "pin.wrong");
    EXPECT_EQ(model.pinsTried, 1u);
}

TEST_F(Pkcs15Test, ChangeAndUnblock) {
    const CardContents contents = read();
    EXPECT_EQ(outcome(driver.changePin(session, contents.pins[0], typed("1234", "654321"))), "ok");
    EXPECT_TRUE(model.pinIs("654321"));
    model.triesLeft = 0;
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("654321"))), "pin.blocked");
    EXPECT_EQ(outcome(driver.unblockPin(session, contents.pins[0], typed("00000000", "1111"))), "puk.wrong");
    EXPECT_EQ(outcome(driver.unblockPin(session, contents.pins[0], typed("12345678", "1111"))), "ok");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("1111"))), "ok");
}

TEST_F(Pkcs15Test, CertificateOfAnotherKeyIsFoundByTheSelfCheckOnly) {
    // The card says so; whoever signs checks each value (keys::signChecked).
    const ByteView other = cardIdentities().otherRsa.certificate.der();
    file(0x43, 0x01) = Bytes(other.begin(), other.end());
    const CardContents contents = read();
    const crypto::Digest digest = sha256Of("x");
    const auto value = verifyAndSign(driver, session, contents, contents.keys[0], "1234", digest);
    ASSERT_TRUE(value.ok());
    EXPECT_EQ(outcome(contents.keys[0].certificate->publicKey().value().verifyDigest(digest, value.value())),
              "signature.wrong");
}

TEST_F(Pkcs15Test, EveryBrokenFileIsNamed) {
    for (const auto& [high, low] : std::vector<std::pair<std::uint8_t, std::uint8_t>>{
             {0x50, 0x31}, {0x50, 0x32}, {0x44, 0x01}, {0x44, 0x02}, {0x44, 0x03}, {0x43, 0x01}}) {
        const Bytes whole = file(high, low);
        file(high, low) = Bytes(whole.begin(), whole.begin() + 7);
        const auto contents = selectAndRead(driver, session);
        EXPECT_EQ(outcome(contents), "card.answer_malformed") << int{high} << " " << int{low};
        file(high, low) = whole;
    }
    EXPECT_TRUE(selectAndRead(driver, session).ok());
}

TEST_F(Pkcs15Test, NoByteOfADirectoryBreaksTheReader) {
    // Each byte of each directory in turn becomes FF: whatever comes of it, it comes to an end.
    unsigned cases = 0;
    for (auto& [path, content] : model.files) {
        if (path.size() != 4 || path[2] == 0x43)
            continue;
        for (std::uint8_t& octet : content) {
            const std::uint8_t before = octet;
            octet = 0xFF;
            const unsigned sent = session.transmitted;
            static_cast<void>(selectAndRead(driver, session));
            EXPECT_LT(session.transmitted - sent, 600u);
            octet = before;
            ++cases;
        }
    }
    EXPECT_GT(cases, 250u);
}

TEST(Pkcs15Directory, AKeyReferenceIsOneOctet) {
    const auto key = [](const Bytes& reference) {
        return der::sequence(
            {der::sequence({}),
             der::sequence({der::octetString(Bytes{0x01}), der::element(der::kBitString, Bytes{5, 0x20}),
                            der::element(der::kInteger, reference)}),
             der::element(der::contextConstructed(1), der::sequence({}))});
    };
    EXPECT_EQ(pkcs15::readKeys(key({0x00, 0x81})).value().at(0).reference, 0x81);
    EXPECT_EQ(pkcs15::readKeys(key({0x81})).value().at(0).reference, 0x81);
    for (const Bytes& odd : {Bytes{0x01, 0x02}, Bytes{0xFF, 0x02}, Bytes{}, Bytes{0x00, 0x01, 0x02}})
        EXPECT_EQ(outcome(pkcs15::readKeys(key(odd))), "card.answer_malformed");
}

TEST(Pkcs15Directory, LimitsAndForeignEntries) {
    Bytes many;
    for (std::size_t count = 0; count <= pkcs15::kMaxEntries; ++count)
        append(many, der::element(0xA5, {}));
    EXPECT_EQ(outcome(pkcs15::readKeys(many)), "card.answer_malformed");
    EXPECT_TRUE(pkcs15::readKeys(der::element(0xA5, {})).value().empty());
    EXPECT_TRUE(pkcs15::readKeys(Bytes(32768, 0xFF)).value().empty());
    EXPECT_TRUE(pkcs15::readPins({}).value().empty());
    EXPECT_EQ(outcome(pkcs15::readCertificates(Bytes{0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF})),
              "card.answer_malformed");
}

} // namespace
} // namespace tanba::card
