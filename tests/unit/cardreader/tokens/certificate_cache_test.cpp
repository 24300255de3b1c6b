// A card that was read once in this run of the program is not searched again, and no certificate is believed
// that the card does not hold, every octet of it.
#include "core/base/der_writer.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <utility>

namespace tanba::card {
namespace {

using test::cardIdentities;
using test::outcome;
using testing::Each;
using testing::ElementsAre;

Bytes derOf(const test::Identity& identity) {
    const ByteView der = identity.certificate.der();
    return Bytes(der.begin(), der.end());
}

template <typename Model>
std::vector<std::optional<keys::Certificate>> shownBy(TokenRig<Model>& rig) {
    std::vector<std::optional<keys::Certificate>> shown;
    auto token = rig.open();
    EXPECT_EQ(outcome(token), "ok");
    if (token.ok()) {
        for (const auto& key : token.value()->keys())
            shown.push_back(key->certificate());
    }
    return shown;
}

/// What the card answered to READ BINARY, in octets.
template <typename Model>
std::size_t octetsRead(TokenRig<Model>& rig) {
    std::size_t octets = 0;
    rig.slot.beforeTransmit = [&](const CommandApdu& command) -> Outcome {
        if (command.ins() == 0xB0)
            octets += command.expected().value_or(0);
        return Done{};
    };
    shownBy(rig);
    rig.slot.beforeTransmit = nullptr;
    return octets;
}

TEST(CertificateCache, ASecondOpeningShowsTheSame) {
    TokenRig<test::KzIdModel> idCard;
    EXPECT_EQ(shownBy(idCard), shownBy(idCard));
    EXPECT_EQ(octetsRead(idCard), cardIdentities().rsa.certificate.der().size() +
                                      cardIdentities().secondRsa.certificate.der().size());
    TokenRig<test::Pkcs15Model> pkcs15;
    EXPECT_EQ(shownBy(pkcs15), shownBy(pkcs15));
}

TEST(CertificateCache, ARenewedCertificateIsSeen) {
    // The same key and a new certificate in the same file, shorter or longer by a name.
    const auto& cards = cardIdentities();
    TokenRig<test::KzIdModel> rig;
    EXPECT_THAT(shownBy(rig), ElementsAre(cards.rsa.certificate, cards.secondRsa.certificate));
    for (const keys::Certificate& renewed :
         {test::renewed(cards.rsa, "A"), test::renewed(cards.rsa, "LONGER")}) {
        rig.model.files.at({0x0101, 0xC007}) = Bytes(renewed.der().begin(), renewed.der().end());
        EXPECT_THAT(shownBy(rig), ElementsAre(renewed, cards.secondRsa.certificate));
    }
    TokenRig<test::Pkcs15Model> pkcs15;
    shownBy(pkcs15);
    const keys::Certificate renewed = test::renewed(cards.rsa, "A");
    pkcs15.model.files.at({0x50, 0x15, 0x43, 0x01}) = Bytes(renewed.der().begin(), renewed.der().end());
    EXPECT_THAT(shownBy(pkcs15), ElementsAre(renewed, cards.ec.certificate));
}

TEST(CertificateCache, OneOctetMoreOrLessInTheFileIsAnotherFile) {
    TokenRig<test::Pkcs15Model> rig;
    shownBy(rig);
    Bytes& file = rig.model.files.at({0x50, 0x15, 0x43, 0x01});
    const Bytes whole = file;
    file.pop_back();
    EXPECT_EQ(outcome(rig.open()), "card.answer_malformed");
    file = whole;
    file.insert(file.begin(), 0x00);
    EXPECT_NE(outcome(rig.open()), "ok");
    // A fixed size, padded: still the same certificate.
    file = whole;
    file.insert(file.end(), 100, 0x00);
    EXPECT_THAT(shownBy(rig), ElementsAre(cardIdentities().rsa.certificate, cardIdentities().ec.certificate));
}

TEST(CertificateCache, AFileThatIsGoneShowsNothing) {
    TokenRig<test::KzIdModel> rig;
    shownBy(rig);
    rig.model.hideCertificates();
    EXPECT_THAT(shownBy(rig), Each(std::nullopt));
}

TEST(CertificateCache, AFileThatMovedIsFound) {
    TokenRig<test::KzIdModel> rig;
    const auto before = shownBy(rig);
    const Bytes content = rig.model.files.at({0x0101, 0xC007});
    rig.model.files.erase({0x0101, 0xC007});
    rig.model.files[{0x3F00, 0x4401}] = content;
    EXPECT_EQ(shownBy(rig), before);
}

TEST(CertificateCache, AnotherCardWithTheSameNumberShowsItsOwn) {
    // Numbers are not always unique. Another person's card, put in the place of the first.
    TokenRig<test::Pkcs15Model> rig;
    EXPECT_THAT(shownBy(rig), ElementsAre(cardIdentities().rsa.certificate, cardIdentities().ec.certificate));
    test::Pkcs15Model other;
    other.slots.at(1) = cardIdentities().otherRsa;
    other.files.at({0x50, 0x15, 0x43, 0x01}) = derOf(cardIdentities().otherRsa);
    rig.slot.put(&other);
    EXPECT_THAT(shownBy(rig),
                ElementsAre(cardIdentities().otherRsa.certificate, cardIdentities().ec.certificate));
    PreparedPins pins{"1234"};
    auto session = rig.open().value()->keys().at(0)->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(session.value()->certificate(), cardIdentities().otherRsa.certificate);
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
}

/// The same key, the same length and the same end, for a person whose name ends otherwise.
Bytes forgedAfter(const test::Identity& identity) {
    Bytes forged = derOf(identity);
    const ByteView name = identity.certificate.subject().der();
    const auto found = std::search(forged.begin(), forged.end(), name.begin(), name.end());
    EXPECT_NE(found, forged.end());
    *(found + static_cast<std::ptrdiff_t>(name.size()) - 1) ^= 0x01;
    return forged;
}

TEST(CertificateCache, AForgersCardInsertedFirstDoesNotSpeakForTheRealOne) {
    const auto& cards = cardIdentities();
    const Bytes forged = forgedAfter(cards.rsa);
    ASSERT_TRUE(sameBytes(ByteView(forged).last(64), cards.rsa.certificate.der().last(64)));
    TokenRig<test::KzIdModel> idCard;
    idCard.model.files.at({0x0101, 0xC007}) = forged;
    EXPECT_EQ(shownBy(idCard).at(0), keys::Certificate::fromDer(forged).value());
    idCard.model.files.at({0x0101, 0xC007}) = derOf(cards.rsa);
    EXPECT_THAT(shownBy(idCard), ElementsAre(cards.rsa.certificate, cards.secondRsa.certificate));
    TokenRig<test::Pkcs15Model> pkcs15;
    pkcs15.model.files.at({0x50, 0x15, 0x43, 0x01}) = forged;
    EXPECT_EQ(shownBy(pkcs15).at(0), keys::Certificate::fromDer(forged).value());
    pkcs15.model.files.at({0x50, 0x15, 0x43, 0x01}) = derOf(cards.rsa);
    EXPECT_THAT(shownBy(pkcs15), ElementsAre(cards.rsa.certificate, cards.ec.certificate));
}

TEST(CertificateCache, AKeyThatWasMadeAnewHasNoOldCertificate) {
    // The ID card: the first slot keeps its key (and with it the card its number), the second gets another.
    TokenRig<test::KzIdModel> rig;
    shownBy(rig);
    rig.model.slots.at(8) = cardIdentities().otherRsa;
    EXPECT_THAT(shownBy(rig), ElementsAre(cardIdentities().rsa.certificate, std::nullopt));
    rig.model.files.at({0x0101, 0xC008}) = derOf(cardIdentities().otherRsa);
    EXPECT_THAT(shownBy(rig),
                ElementsAre(cardIdentities().rsa.certificate, cardIdentities().otherRsa.certificate));
}

TEST(CertificateCache, AForgedMemoryCannotMisleadAnybody) {
    // Whatever the memory says: a certificate of another key never signs for this one.
    TokenRig<test::Pkcs15Model> rig;
    const std::string serial = rig.opened().serial();
    rig.memory.keepShown(serial, {{cardIdentities().otherRsa.certificate, {0x01, 0x02}}});
    EXPECT_THAT(shownBy(rig), ElementsAre(cardIdentities().rsa.certificate, cardIdentities().ec.certificate));
    TokenRig<test::KzIdModel> idCard;
    for (const Bytes& place :
         std::initializer_list<Bytes>{{0x3F, 0x00, 0x3F, 0x00}, {0x01, 0x01, 0xC0, 0x07}}) {
        idCard.memory.keepShown(idCard.opened().serial(), {{cardIdentities().secondRsa.certificate, place}});
        EXPECT_THAT(shownBy(idCard),
                    ElementsAre(cardIdentities().rsa.certificate, cardIdentities().secondRsa.certificate));
    }
}

TEST(CertificateCache, ADisturbedReadingIsNotKept) {
    // Four octets of something else in the middle of a file, and the rest of it behind them.
    test::KzIdModel model;
    unsigned reads = 0;
    unsigned disturbed = 0;
    test::RawSlot slot(
        [&](ByteView command) {
            Bytes answer = model.answer(command);
            if (command[1] == 0xB0 && answer.size() == 258 && ++reads == disturbed)
                return Bytes{0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00};
            return answer;
        },
        model.atr());
    for (disturbed = 1; disturbed <= 6; ++disturbed) {
        MapMemory memory;
        reads = 0;
        static_cast<void>(openCardToken(slot, memory, nullptr));
        const auto again = openCardToken(slot, memory, nullptr);
        ASSERT_EQ(outcome(again), "ok") << disturbed;
        EXPECT_EQ(again.value()->keys().at(0)->certificate(), cardIdentities().rsa.certificate) << disturbed;
        EXPECT_EQ(again.value()->keys().at(1)->certificate(), cardIdentities().secondRsa.certificate)
            << disturbed;
    }
}

TEST(CertificateCache, PulledWhileItLooks) {
    TokenRig<test::KzIdModel> rig;
    shownBy(rig);
    rig.slot.beforeTransmit = [](const CommandApdu& command) -> Outcome {
        return command.ins() == 0xB0 ? Outcome(fail(FailureCode::CardRemoved)) : Outcome(Done{});
    };
    EXPECT_EQ(outcome(rig.open()), "card.removed");
    rig.slot.beforeTransmit = nullptr;
    EXPECT_THAT(shownBy(rig),
                ElementsAre(cardIdentities().rsa.certificate, cardIdentities().secondRsa.certificate));
}

// A search that found nothing is not made again, unless something speaks for it.

template <typename Model>
unsigned commandsToOpen(TokenRig<Model>& rig) {
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    return rig.model.commands;
}

constexpr unsigned kWithoutSearch = 6;

TEST(FruitlessSearch, AnAdoptedCertificateIsAReasonToLookAgain) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    EXPECT_GT(commandsToOpen(rig), 600u);
    EXPECT_EQ(commandsToOpen(rig), kWithoutSearch);
    EXPECT_EQ(outcome(adoptCertificate(rig.opened(), cardIdentities().rsa.certificate.der())), "ok");
    EXPECT_GT(commandsToOpen(rig), 600u) << "the other one";
    EXPECT_EQ(commandsToOpen(rig), kWithoutSearch);
    EXPECT_EQ(outcome(adoptCertificate(*rig.open().value(), cardIdentities().secondRsa.certificate.der())),
              "ok");
    EXPECT_EQ(commandsToOpen(rig), kWithoutSearch);
}

TEST(FruitlessSearch, WhoWantsTheKeyHasTheCardSearched) {
    TokenRig<test::KzIdModel> rig;
    const auto files = rig.model.files;
    rig.model.hideCertificates();
    commandsToOpen(rig);
    rig.model.files = files;
    EXPECT_EQ(commandsToOpen(rig), kWithoutSearch);
    const auto key = rig.key();
    EXPECT_FALSE(key->certificate().has_value());
    PreparedPins pins{"1234"};
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
    EXPECT_EQ(key->certificate(), cardIdentities().rsa.certificate);
    rig.model.hideCertificates();
    commandsToOpen(rig);
    rig.token.reset();
    EXPECT_EQ(outcome(rig.key()->open(pins, nullptr)), "card.no_certificate");
    EXPECT_EQ(pins.asked, 1);
}

TEST(FruitlessSearch, ANewKeyIsSearchedFor) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    commandsToOpen(rig);
    rig.model.slots.at(8) = cardIdentities().otherRsa;
    EXPECT_GT(commandsToOpen(rig), 600u);
}

TEST(FruitlessSearch, AnotherVersionOfTheSearchLooksAgain) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    commandsToOpen(rig);
    const std::string serial = rig.opened().serial();
    std::vector<Bytes> searches = rig.memory.fruitlessSearches(serial);
    ASSERT_EQ(searches.size(), 2u);
    for (Bytes& search : searches)
        search.front() ^= 0x01;
    rig.memory.keepFruitlessSearches(serial, searches);
    EXPECT_GT(commandsToOpen(rig), 600u);
}

TEST(FruitlessSearch, AClosedFileMayHoldIt) {
    TokenRig<test::KzIdModel> rig;
    rig.model.closedFiles = {{0x0101, 0xC007}, {0x0101, 0xC008}};
    EXPECT_GT(commandsToOpen(rig), 600u);
    EXPECT_GT(commandsToOpen(rig), 600u);
}

TEST(FruitlessSearch, ADisturbedOneProvesNothing) {
    for (const Bytes& trouble :
         {Bytes{0x6F, 0x00}, Bytes{0x64, 0x00}, Bytes{0x65, 0x81}, Bytes{0x62, 0x82}}) {
        test::KzIdModel model;
        model.hideCertificates();
        bool disturbed = false;
        test::RawSlot slot(
            [&](ByteView command) {
                const bool here = command.size() > 6 && command[5] == 0xC0 && command[6] == 0x07;
                return here && !std::exchange(disturbed, true) ? trouble : model.answer(command);
            },
            model.atr());
        MapMemory memory;
        EXPECT_EQ(outcome(openCardToken(slot, memory, nullptr)), "ok");
        ASSERT_TRUE(disturbed);
        model.commands = 0;
        EXPECT_EQ(outcome(openCardToken(slot, memory, nullptr)), "ok");
        EXPECT_GT(model.commands, 600u) << int{trouble[0]};
        model.commands = 0;
        EXPECT_EQ(outcome(openCardToken(slot, memory, nullptr)), "ok");
        EXPECT_EQ(model.commands, kWithoutSearch) << int{trouble[0]};
    }
}

TEST(ShownCertificates, WhatWasSoughtInVainIsForgottenForAllCards) {
    ShownCertificates shown;
    shown.keep("1", {KnownCertificate{cardIdentities().rsa.certificate, {0x01}}});
    shown.keepFruitless("1", {Bytes{0x01}});
    shown.keepFruitless("2", {Bytes{0x02}});
    shown.keepFruitless("", {Bytes{0x03}});
    EXPECT_EQ(shown.of("1").size(), 1u);
    EXPECT_THAT(shown.fruitlessOf("1"), ElementsAre(Bytes{0x01}));
    EXPECT_TRUE(shown.fruitlessOf("").empty());
    shown.forgetFruitless();
    EXPECT_TRUE(shown.fruitlessOf("1").empty());
    EXPECT_TRUE(shown.fruitlessOf("2").empty());
    EXPECT_EQ(shown.of("1").size(), 1u);
}

TEST(ShownCertificates, KeepsAFewCardsAndNoneWithoutASerial) {
    ShownCertificates shown;
    const KnownCertificate one{cardIdentities().rsa.certificate, {0x01}};
    shown.keep("", {one});
    EXPECT_TRUE(shown.of("").empty());
    for (std::size_t card = 0; card <= ShownCertificates::kMaxCards; ++card)
        shown.keep(std::to_string(card + 1), {one});
    EXPECT_TRUE(shown.of("1").empty());
    EXPECT_EQ(shown.of("2").size(), 1u);
    shown.keep("2", {});
    EXPECT_TRUE(shown.of("2").empty());
}

} // namespace
} // namespace tanba::card
