#include "cardreader/tokens/card_token.h"

#include "core/base/encoding.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

namespace tanba::card {
namespace {

using test::cardIdentities;
using test::outcome;

constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kInternalAuthenticate = 0x88;

/// Fails with card.reset at the nth command with this instruction; the card forgets its PIN as well.
std::function<Outcome(const CommandApdu&)> resetAt(test::CardModel& model, std::uint8_t ins, int nth) {
    return [&model, ins, left = std::make_shared<int>(nth)](const CommandApdu& command) -> Outcome {
        if (command.ins() != ins || --*left != 0)
            return Done{};
        model.reset();
        return fail(FailureCode::CardReset);
    };
}

TEST(CardToken, IsAToken) {
    TokenRig<test::KzIdModel> rig;
    keys::Token& token = rig.opened();
    EXPECT_EQ(token.kind(), keys::TokenKind::IdCard);
    EXPECT_EQ(token.proof(), keys::TokenProof::EmulatorOnly);
    EXPECT_EQ(token.label(), "Identity card of Kazakhstan");
    EXPECT_EQ(token.serial().size(), 64u);
    EXPECT_EQ(token.pinRules().minimumLength, 4u);
    auto keys = token.keys();
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys[0]->id(), toHex(cardIdentities().rsa.certificate.subjectKeyId()));
    EXPECT_EQ(keys[0]->certificate(), cardIdentities().rsa.certificate);
    // Reading told nobody a PIN: the card needs no reset.
    EXPECT_EQ(rig.slot.resets, 0u);
    EXPECT_EQ(openCardToken(rig.slot, rig.memory, nullptr, "kk").value()->label(),
              "Қазақстан Республикасының жеке куәлігі");
}

TEST(CardToken, SignsManyTimesWithOnePin) {
    TokenRig<test::KzIdModel> rig;
    PreparedPins pins{"1234"};
    rig.opened();
    pins.whileAsked = [&] { EXPECT_EQ(rig.slot.open, 0) << "a transaction while a person types"; };
    {
        auto session = rig.key()->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(rig.slot.open, 1);
        for (const char* text : {"one", "two", "three"})
            EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of(text))), "ok");
        EXPECT_EQ(session.value()->certificate(), cardIdentities().rsa.certificate);
    }
    EXPECT_EQ(pins.asked, 1);
    EXPECT_EQ(rig.model.pinsTried, 1u);
    EXPECT_EQ(rig.slot.resets, 1u);
    EXPECT_FALSE(rig.model.verified());
}

TEST(CardToken, KeyThatWantsItsPinEachTime) {
    TokenRig<test::PivModel> rig;
    PreparedPins pins{"123456", "123456", "123456"};
    rig.opened();
    pins.whileAsked = [&] { EXPECT_EQ(rig.slot.open, 0) << "a transaction while a person types"; };
    auto session = rig.key(1)->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(pins.asked, 1);
    for (int count = 1; count <= 3; ++count) {
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
        EXPECT_EQ(pins.asked, count);
        EXPECT_EQ(rig.slot.open, 0);
    }
    // The person gives up.
    EXPECT_EQ(outcome(session.value()->sign(sha256Of("x"))), "cancelled");
    EXPECT_EQ(rig.model.pinsTried, 3u);
}

TEST(CardToken, WrongPinIsNeverRepeatedAndItsCountIsKept) {
    TokenRig<test::KzIdModel> rig;
    PreparedPins pins{"9999", "9999", "1234"};
    auto key = rig.key();
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "pin.wrong");
    EXPECT_EQ(rig.model.pinsTried, 1u);
    EXPECT_EQ(rig.token->pinRules().triesLeft, 2);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "pin.last_try");
    EXPECT_TRUE(rig.token->pinRules().lastTry);
    EXPECT_EQ(pins.seen.triesLeft, 2);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
    EXPECT_TRUE(pins.seen.lastTry);
    EXPECT_FALSE(rig.token->pinRules().lastTry);
    EXPECT_EQ(rig.slot.resets, 3u);
}

TEST(CardToken, BadPinCostsNothing) {
    TokenRig<test::KzIdModel> rig;
    PreparedPins pins{"12345", "abcd"};
    auto key = rig.key();
    const unsigned begun = rig.slot.begun;
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "pin.length");
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "pin.characters");
    EXPECT_EQ(rig.slot.begun, begun);
}

TEST(CardToken, AnotherCardGetsNoPin) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    test::KzIdModel other;
    other.slots.at(7) = cardIdentities().otherRsa;
    test::PivModel piv;
    for (test::CardModel* const swapped : std::initializer_list<test::CardModel*>{&other, &piv}) {
        PreparedPins pins{"1234"};
        pins.whileAsked = [&] { rig.slot.put(swapped); };
        EXPECT_EQ(outcome(key->open(pins, nullptr)), "card.other_card");
        EXPECT_EQ(swapped->pinsTried, 0u);
    }
    rig.slot.put(nullptr);
    PreparedPins pins{"1234"};
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "card.absent");
}

TEST(CardToken, ResetWhileReadingBeginsAgain) {
    TokenRig<test::KzIdModel> rig;
    rig.slot.beforeTransmit = resetAt(rig.model, 0xCB, 3);
    EXPECT_EQ(outcome(rig.open()), "ok");
    EXPECT_EQ(rig.slot.begun, 2u);
    // For ever is too long.
    rig.slot.beforeTransmit = [](const CommandApdu&) -> Outcome { return fail(FailureCode::CardReset); };
    EXPECT_EQ(outcome(rig.open()), "card.reset");
    EXPECT_EQ(rig.slot.begun, 5u);
}

TEST(CardToken, ResetBeforeThePinIsSentDoesNotAskAgain) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    PreparedPins pins{"1234"};
    rig.slot.beforeTransmit = resetAt(rig.model, 0xCB, 1);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
    EXPECT_EQ(pins.asked, 1);
    EXPECT_EQ(rig.model.pinsTried, 1u);
}

TEST(CardToken, ResetAtThePinDoesNotSendItAgain) {
    // It may have been counted, and may come out of a file: only a new action of the person tries again.
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    PreparedPins pins{"1234", "1234"};
    rig.slot.beforeTransmit = resetAt(rig.model, kVerify, 1);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "card.reset");
    EXPECT_EQ(pins.asked, 1);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
    EXPECT_EQ(pins.asked, 2);
    EXPECT_TRUE(pins.seen.countLow) << "the first PIN may have been counted";
    EXPECT_EQ(rig.model.pinsTried, 1u);
}

TEST(CardToken, ResetAtThePinOfALaterSignatureDoesNotSendItAgain) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    PreparedPins pins{"1234", "1234", "1234", "1234"};
    rig.slot.beforeTransmit = [signing = resetAt(rig.model, kInternalAuthenticate, 1),
                               verifying = resetAt(rig.model, kVerify, 2)](const CommandApdu& command) {
        const Outcome signs = signing(command);
        return signs.ok() ? verifying(command) : signs;
    };
    auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("one"))), "card.reset");
    EXPECT_EQ(pins.asked, 2);
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("one"))), "ok");
}

TEST(CardToken, ResetWhileSigningAsksThePersonAgain) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    PreparedPins pins{"1234", "1234"};
    rig.slot.beforeTransmit = resetAt(rig.model, kInternalAuthenticate, 2);
    auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("one"))), "ok");
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("two"))), "ok");
    EXPECT_EQ(pins.asked, 2);
    EXPECT_EQ(rig.model.pinsTried, 2u);
}

TEST(CardToken, CardThatForgetsThePinBetweenSignatures) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    PreparedPins pins{"1234", "1234"};
    auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_TRUE(session.value()->sign(sha256Of("one")).ok());
    rig.model.reset();
    // The folder was forgotten, too: the card answers that it wants the PIN.
    EXPECT_EQ(outcome(session.value()->sign(sha256Of("two"))), "ok");
    EXPECT_EQ(pins.asked, 2);
}

TEST(CardToken, CancelIsHeard) {
    TokenRig<test::KzIdModel> rig;
    auto key = rig.key();
    CancelToken cancel;
    PreparedPins pins{"1234"};
    pins.whileAsked = [&] { cancel.cancel(); };
    EXPECT_EQ(outcome(key->open(pins, &cancel)), "cancelled");
    EXPECT_EQ(rig.model.pinsTried, 0u);
    PreparedPins nobody{};
    EXPECT_EQ(outcome(key->open(nobody, &cancel)), "cancelled");
    EXPECT_EQ(nobody.asked, 0);
}

TEST(CardToken, KeyWithoutACertificateIsShownAndExplained) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    auto key = rig.key();
    EXPECT_FALSE(key->certificate().has_value());
    EXPECT_EQ(key->id(), "key-07");
    PreparedPins pins{"1234"};
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "card.no_certificate");
    EXPECT_EQ(pins.asked, 0);
}

TEST(CardToken, ACertificateBehindThePinIsFoundWhenTheKeyIsOpened) {
    TokenRig<test::KzIdModel> rig;
    for (const auto& [place, content] : rig.model.files)
        rig.model.closedFiles.insert(place);
    auto key = rig.key();
    EXPECT_FALSE(key->certificate().has_value());
    PreparedPins pins{"1234"};
    {
        const auto session = key->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(session.value()->certificate(), cardIdentities().rsa.certificate);
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
    }
    EXPECT_EQ(rig.model.pinsTried, 1u);
    // It is remembered, so nobody is asked for a PIN to see it again.
    const auto again = rig.open();
    EXPECT_EQ(again.value()->keys().front()->certificate(), cardIdentities().rsa.certificate);
}

TEST(AdoptCertificate, FitsByItsKeyAndIsRemembered) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    keys::Token& token = rig.opened();
    const keys::Certificate& mine = cardIdentities().secondRsa.certificate;
    EXPECT_EQ(outcome(adoptCertificate(token, cardIdentities().otherRsa.certificate.der())),
              "card.certificate_of_other_card");
    EXPECT_EQ(outcome(adoptCertificate(token, cardIdentities().ec.certificate.der())),
              "card.certificate_of_other_card");
    EXPECT_EQ(outcome(adoptCertificate(token, viewOf("nothing"))), "certificate.malformed");
    const std::string pem = toPem("CERTIFICATE", mine.der());
    EXPECT_EQ(adoptCertificate(token, viewOf(pem)).value(), mine);
    PreparedPins pins{"1234"};
    auto session = rig.key(1)->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
    session.value().reset();
    // The next time the card is read, it is there.
    EXPECT_EQ(rig.open().value()->keys().at(1)->certificate(), mine);
    EXPECT_FALSE(rig.open().value()->keys().at(0)->certificate().has_value());
}

TEST(AdoptCertificate, OnlyForCards) {
    class Other : public keys::Token {
      public:
        std::string label() const override { return {}; }
        keys::TokenKind kind() const override { return keys::TokenKind::File; }
        keys::PinRules pinRules() const override { return {}; }
        std::vector<std::unique_ptr<keys::SigningKey>> keys() override { return {}; }
    };
    Other other;
    EXPECT_EQ(outcome(adoptCertificate(other, cardIdentities().rsa.certificate.der())),
              "card.not_for_this_driver");
}

TEST(CardToken, FaultySignatureDoesNotLeave) {
    // A card whose certificate belongs to another key, as it says itself.
    TokenRig<test::Pkcs15Model> rig;
    const ByteView other = cardIdentities().otherRsa.certificate.der();
    rig.model.files.at({0x50, 0x15, 0x43, 0x01}) = Bytes(other.begin(), other.end());
    PreparedPins pins{"1234"};
    auto session = rig.key()->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "signature.self_check_failed");
}

TEST(CardToken, AKeyThatSignsOtherwiseAsksForNoPin) {
    TokenRig<test::Pkcs15Model> rig;
    // SHA-256 with RSA, hashed on the card.
    rig.model.nameAlgorithms({5}, {test::Pkcs15Model::algorithmInfo(5, 0x40, {6, 0x40}, 0x42)});
    PreparedPins pins{"1234"};
    EXPECT_EQ(outcome(rig.key()->open(pins, nullptr)), "algorithm.unsupported");
    EXPECT_EQ(pins.asked, 0);
}

TEST(CardToken, UnknownCard) {
    test::KzIdModel model;
    model.answerToReset = {0x3B, 0x00};
    test::ModelSlot slot(model);
    MapMemory memory;
    EXPECT_EQ(outcome(openCardToken(slot, memory, nullptr)), "card.unknown");
}

} // namespace
} // namespace tanba::card
