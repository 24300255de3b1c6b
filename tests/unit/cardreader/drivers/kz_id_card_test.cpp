#include "cardreader/drivers/kz_id_card.h"

#include "cardreader/drivers/kz_certificate_search.h"
#include "core/base/encoding.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <gmock/gmock.h>

#include <array>
#include <set>

namespace tanba::card {
namespace {

using test::cardIdentities;
using test::outcome;
using testing::ElementsAre;

class KzIdCardTest : public testing::Test {
  protected:
    CardContents read(const KnownCertificates& known = nothingKnown) {
        auto contents = selectAndRead(driver, session, known);
        EXPECT_TRUE(contents.ok()) << contents.failure().detail;
        return std::move(contents).value();
    }

    KzIdCard driver;
    test::KzIdModel model;
    test::ModelSession session{model};
};

TEST_F(KzIdCardTest, ReadsKeysAndFindsTheirCertificates) {
    const CardContents contents = read();
    ASSERT_EQ(contents.keys.size(), 2u);
    EXPECT_EQ(contents.keys[0].reference, 7);
    EXPECT_EQ(contents.keys[0].certificate, cardIdentities().rsa.certificate);
    EXPECT_EQ(contents.keys[1].certificate, cardIdentities().secondRsa.certificate);
    EXPECT_EQ(contents.pins.at(0).rules.minimumLength, 4u);
    EXPECT_TRUE(contents.pins.at(0).rules.digitsOnly);
    EXPECT_FALSE(contents.pins.at(0).rules.triesLeft.has_value());
    EXPECT_EQ(model.pinsTried, 0u);
}

TEST_F(KzIdCardTest, IdentifyTellsTheSameSerial) {
    const CardContents contents = read();
    EXPECT_EQ(contents.serial.size(), 64u);
    ASSERT_TRUE(driver.recognises(session).value());
    EXPECT_EQ(driver.identify(session).value(), contents.serial);
}

TEST_F(KzIdCardTest, SignsWithExactlyThePublishedCommands) {
    const CardContents contents = read();
    ASSERT_TRUE(driver.recognises(session).value());
    model.instructions.clear();
    const crypto::Digest digest = sha256Of("құжат");
    const auto value = verifyAndSign(driver, session, contents, contents.keys[1], "1234", digest);
    ASSERT_TRUE(value.ok()) << value.failure().detail;
    EXPECT_TRUE(contents.keys[1].publicKey->verifyDigest(digest, value.value()).ok());
    EXPECT_THAT(model.instructions, ElementsAre(0xA4, 0x20, 0xA4, 0x22, 0x88));
    EXPECT_EQ(model.pinsTried, 1u);
    // A second signature in the same session.
    model.instructions.clear();
    EXPECT_TRUE(driver.sign(session, contents.keys[1], digest).ok());
    EXPECT_THAT(model.instructions, ElementsAre(0x22, 0x88));
}

TEST_F(KzIdCardTest, ThePinIsPaddedWithTheCharacterZero) {
    Bytes seen;
    test::ModelSession watched(
        [&](ByteView command) {
            if (command[1] == 0x20)
                seen.assign(command.begin(), command.end());
            return model.answer(command);
        },
        model.atr());
    const CardContents contents = selectAndRead(driver, watched).value();
    EXPECT_TRUE(driver.verifyPin(watched, contents.pins[0], secretOf("1234")).ok());
    EXPECT_EQ(toHex(seen), "00200002083132333430303030");
}

TEST_F(KzIdCardTest, WrongPinsAreCountedAndNeverRepeated) {
    const CardContents contents = read();
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("9999"))), "pin.wrong");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("9999"))), "pin.last_try");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("9999"))), "pin.blocked");
    EXPECT_EQ(model.pinsTried, 3u);
}

TEST_F(KzIdCardTest, ABadPinIsNotSentAtAll) {
    const CardContents contents = read();
    const unsigned before = session.transmitted;
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("12345"))), "pin.length");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("123"))), "pin.length");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf(""))), "pin.length");
    EXPECT_EQ(outcome(driver.verifyPin(session, contents.pins[0], secretOf("12a4"))), "pin.characters");
    EXPECT_EQ(session.transmitted, before);
}

TEST_F(KzIdCardTest, WhatIsNotPublicIsNotOffered) {
    const CardContents contents = read();
    const unsigned before = session.transmitted;
    EXPECT_EQ(outcome(driver.changePin(session, contents.pins[0], typed("1234", "4321"))),
              "pin.change_not_here");
    EXPECT_EQ(outcome(driver.changePinOnPad(session, contents.pins[0])), "pin.change_not_here");
    EXPECT_EQ(outcome(driver.unblockPin(session, contents.pins[0], typed("1234", "4321"))),
              "pin.unblock_not_here");
    EXPECT_FALSE(driver.triesLeft(session, contents.pins[0]).value().has_value());
    EXPECT_EQ(session.transmitted, before);
    EXPECT_EQ(driver.proof(), keys::TokenProof::EmulatorOnly);
}

TEST_F(KzIdCardTest, SigningWithoutThePin) {
    const CardContents contents = read();
    ASSERT_TRUE(driver.recognises(session).value());
    EXPECT_EQ(outcome(driver.sign(session, contents.keys[0], sha256Of("x"))), "card.pin_needed");
    EXPECT_EQ(
        outcome(driver.sign(session, contents.keys[0], {crypto::DigestAlgorithm::Streebog512, Bytes(64)})),
        "algorithm.unsupported");
}

TEST_F(KzIdCardTest, ACardWithoutCertificatesIsSearchedWithinBounds) {
    model.hideCertificates();
    const CardContents contents = read();
    EXPECT_EQ(contents.keys.size(), 2u);
    EXPECT_FALSE(contents.keys[0].certificate.has_value());
    // SELECT MF and 0101, four GET DATA, the search, and four commands in which it looks for PKCS #15.
    EXPECT_LE(session.transmitted, 6 + kz::kMaxSearchSelects + 4);
    // Only selecting: nothing else was asked of a card that has no such file.
    for (const std::uint8_t instruction : model.instructions)
        EXPECT_TRUE(instruction == 0xA4 || instruction == 0xCB) << int{instruction};
}

TEST_F(KzIdCardTest, EveryPlaceOfTheSurveyIsLookedInto) {
    const ByteView der = cardIdentities().rsa.certificate.der();
    for (const auto& [folder, id] : std::vector<std::pair<std::uint16_t, std::uint16_t>>{{0x0101, 0x5015},
                                                                                         {0x0101, 0x5031},
                                                                                         {0x3F00, 0x5032},
                                                                                         {0x3F00, 0x4404},
                                                                                         {0x0101, 0x0020},
                                                                                         {0x0101, 0x00FF},
                                                                                         {0x3F00, 0x0001},
                                                                                         {0x3F00, 0x00FF}}) {
        model.files = {{{folder, id}, Bytes(der.begin(), der.end())}};
        EXPECT_EQ(read().keys[0].certificate, cardIdentities().rsa.certificate) << folder << " " << id;
    }
}

TEST_F(KzIdCardTest, TheSearchEndsInTime) {
    model.hideCertificates();
    CardContents contents = read();
    session.transmitted = 0;
    static std::chrono::steady_clock::time_point now;
    now = {};
    const auto slowly = [] { return now += std::chrono::milliseconds(100); };
    ASSERT_TRUE(kz::searchCertificates(session, contents, {}, slowly).ok());
    EXPECT_LT(session.transmitted, 120u);
    EXPECT_GT(session.transmitted, 80u);
    EXPECT_TRUE(contents.keys[0].fruitlessSearch.empty()) << "who ran out of time has not seen all";
}

TEST_F(KzIdCardTest, ClosedFilesAreLookedIntoAfterThePin) {
    for (const auto& [place, content] : model.files)
        model.closedFiles.insert(place);
    CardContents contents = read();
    EXPECT_FALSE(contents.keys[0].certificate.has_value());
    ASSERT_EQ(contents.closedPlaces.size(), 2u);
    ASSERT_TRUE(driver.recognises(session).value());
    ASSERT_TRUE(driver.verifyPin(session, contents.pins[0], secretOf("1234")).ok());
    ASSERT_TRUE(driver.readClosedPlaces(session, contents).ok());
    EXPECT_EQ(contents.keys[0].certificate, cardIdentities().rsa.certificate);
    EXPECT_EQ(contents.keys[1].certificate, cardIdentities().secondRsa.certificate);
    EXPECT_TRUE(contents.closedPlaces.empty());
}

TEST_F(KzIdCardTest, ClosedFilesThatWereNotSeenYetWaitForTheNextPin) {
    for (const auto& [place, content] : model.files)
        model.closedFiles.insert(place);
    CardContents contents = read();
    ASSERT_EQ(contents.closedPlaces.size(), 2u);
    const CardContents before = contents;
    const auto verify = [&] {
        session.beforeTransmit = nullptr;
        ASSERT_TRUE(driver.recognises(session).value());
        ASSERT_TRUE(driver.verifyPin(session, contents.pins[0], secretOf("1234")).ok());
    };
    unsigned pulledBefore = 0;
    for (bool whole = false; !whole; ++pulledBefore) {
        contents = before;
        verify();
        unsigned left = pulledBefore;
        session.beforeTransmit = [&left](const CommandApdu&) {
            return left-- == 0 ? Outcome(fail(FailureCode::CardRemoved)) : Outcome(Done{});
        };
        whole = driver.readClosedPlaces(session, contents).ok();
        verify();
        ASSERT_TRUE(driver.readClosedPlaces(session, contents).ok());
        EXPECT_EQ(contents.keys[0].certificate, cardIdentities().rsa.certificate) << pulledBefore;
        EXPECT_EQ(contents.keys[1].certificate, cardIdentities().secondRsa.certificate) << pulledBefore;
    }
    EXPECT_GT(pulledBefore, 6u);
}

TEST_F(KzIdCardTest, APkcs15ApplicationSaysWhereTheCertificatesAre) {
    model.hideCertificates();
    test::Pkcs15Model application;
    application.putKey(1, cardIdentities().rsa);
    bool inside = false;
    test::ModelSession both(
        [&](ByteView command) {
            const bool select = command[1] == 0xA4;
            if (select && command[2] == 0x04)
                inside = true;
            else if (select && command.size() >= 7 && command[5] == 0x3F && command[6] == 0x00)
                inside = false;
            return (inside ? static_cast<test::CardModel&>(application) : model).answer(command);
        },
        model.atr());
    const auto contents = selectAndRead(driver, both);
    ASSERT_TRUE(contents.ok());
    EXPECT_EQ(contents.value().keys[0].certificate, cardIdentities().rsa.certificate);
}

TEST(KzIdCardGuard, NothingElseLeavesTheDriver) {
    // Every class, instruction and parameter through the driver's own list, with data and without.
    struct Passed {
        std::set<unsigned> instructions;
        std::set<std::array<unsigned, 3>> exact;
    } passed;
    test::ModelSession session([](ByteView) { return Bytes{0x90, 0x00}; }, {});
    GuardedSession guarded(session, KzIdCard::allowedCommands());
    const Bytes data(8, '0');
    for (unsigned ins = 0; ins < 256; ++ins) {
        for (const unsigned cla : {0x00U, 0x01U, 0x04U, 0x0CU, 0x10U, 0x80U, 0xFFU}) {
            for (const unsigned p1 : {0x00U, 0x01U, 0x02U, 0x3FU, 0x41U, 0x80U, 0xFFU}) {
                for (const unsigned p2 : {0x00U, 0x01U, 0x02U, 0x82U, 0xA4U, 0xB6U, 0xFFU}) {
                    const auto octet = [](unsigned number) { return static_cast<std::uint8_t>(number); };
                    const CommandApdu command =
                        CommandApdu(octet(cla), octet(ins), octet(p1), octet(p2)).withData(data);
                    if (!guarded.transmit(command).ok())
                        continue;
                    EXPECT_EQ(cla, 0u);
                    passed.instructions.insert(ins);
                    if (ins == 0x20 || ins == 0x22 || ins == 0x88)
                        passed.exact.insert({ins, p1, p2});
                }
            }
        }
    }
    EXPECT_EQ(passed.instructions,
              (std::set<unsigned>{0xA4, 0xB0, 0xB2, 0xCA, 0xCB, 0xC0, 0x20, 0x22, 0x88}));
    EXPECT_EQ(passed.exact, (std::set<std::array<unsigned, 3>>{
                                {0x20, 0x00, 0x02}, {0x22, 0x41, 0xA4}, {0x88, 0x02, 0x00}}));
    EXPECT_EQ(outcome(guarded.transmit(CommandApdu(0x00, 0x20, 0x00, 0x02))), "card.command_forbidden");
}

TEST_F(KzIdCardTest, KnownCertificatesSpareTheSearch) {
    model.hideCertificates();
    std::string asked;
    const CardContents contents = read([&](const std::string& serial) {
        asked = serial;
        return KnownOfCard{{{cardIdentities().otherRsa.certificate, {}},
                            {cardIdentities().rsa.certificate, {}},
                            {cardIdentities().secondRsa.certificate, {}}},
                           {}};
    });
    EXPECT_EQ(asked, contents.serial);
    EXPECT_EQ(session.transmitted, 6u);
    EXPECT_TRUE(contents.keys[0].certificate && contents.keys[1].certificate);
    EXPECT_EQ(contents.otherCertificates.size(), 1u);
}

TEST_F(KzIdCardTest, CertificatesInTheMasterFileAndOfOtherKeys) {
    const auto copy = [](const keys::Certificate& certificate) {
        return Bytes(certificate.der().begin(), certificate.der().end());
    };
    model.files.clear();
    model.files[{0x0101, 0xC001}] = copy(cardIdentities().otherRsa.certificate);
    model.files[{0x0101, 0x0003}] = Bytes{0x30, 0x82, 0xFF, 0xFF, 0x00};
    model.files[{0x3F00, 0xD002}] = copy(cardIdentities().secondRsa.certificate);
    Bytes padded = copy(cardIdentities().rsa.certificate);
    padded.resize(padded.size() + 300, 0x00);
    model.files[{0x3F00, 0x4302}] = padded;
    const CardContents contents = read();
    EXPECT_TRUE(contents.keys[0].certificate && contents.keys[1].certificate);
    ASSERT_EQ(contents.otherCertificates.size(), 1u);
    EXPECT_EQ(contents.otherCertificates[0], cardIdentities().otherRsa.certificate);
}

TEST_F(KzIdCardTest, CardWithoutKeys) {
    model.slots.clear();
    const CardContents contents = read();
    EXPECT_TRUE(contents.keys.empty());
    EXPECT_EQ(contents.serial, "");
    EXPECT_EQ(session.transmitted, 6u);
}

TEST_F(KzIdCardTest, SpeaksT0) {
    model.t0 = true;
    test::ModelSession t0(model);
    const CardContents contents = selectAndRead(driver, t0).value();
    ASSERT_EQ(contents.keys.size(), 2u);
    EXPECT_TRUE(contents.keys[0].certificate.has_value());
    const crypto::Digest digest = sha256Of("document");
    const auto value = verifyAndSign(driver, t0, contents, contents.keys[0], "1234", digest);
    ASSERT_TRUE(value.ok());
    EXPECT_TRUE(contents.keys[0].publicKey->verifyDigest(digest, value.value()).ok());
}

TEST_F(KzIdCardTest, WrongModuliAreMalformed) {
    Bytes even(271, 0xFF);
    even.back() = 0xFE;
    Bytes small(271, 0xFF);
    small[15] = 0x00;
    for (const Bytes& answer :
         {Bytes{}, Bytes(270, 0xFF), Bytes(272, 0xFF), Bytes(65534, 0xFF), even, small}) {
        model.publicKeyAnswer = answer;
        EXPECT_EQ(outcome(selectAndRead(driver, session)), "card.answer_malformed") << answer.size();
        ASSERT_TRUE(driver.recognises(session).value());
        EXPECT_EQ(outcome(driver.identify(session)), "card.answer_malformed");
    }
}

} // namespace
} // namespace tanba::card
