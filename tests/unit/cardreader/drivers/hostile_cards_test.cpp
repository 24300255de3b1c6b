#include "cardreader/drivers/driver_table.h"
#include "cardreader/drivers/kz_id_card.h"
#include "cardreader/drivers/piv.h"
#include "cardreader/drivers/pkcs15.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <random>

namespace tanba::card {
namespace {

const KzIdCard kKzIdCard;
const PivCard kPivCard;
const Pkcs15Card kPkcs15Card;
const std::vector<const CardDriver*> kDrivers{&kKzIdCard, &kPivCard, &kPkcs15Card};

/// More than any honest card is asked, and few enough for a moment's patience.
constexpr unsigned kMostCommands = 1600;

/// Everything that is done with a card, as far as it lets itself be done; the failures do not matter here.
void doEverything(const CardDriver& driver, CardSession& session) {
    static_cast<void>(driverFor(session));
    const auto recognised = driver.recognises(session);
    if (!recognised.ok())
        return;
    static_cast<void>(driver.identify(session));
    auto contents = driver.read(session, nothingKnown);
    if (!contents.ok())
        return;
    for (const CardPin& pin : contents.value().pins) {
        static_cast<void>(driver.verifyPin(session, pin, secretOf("1234")));
        static_cast<void>(driver.changePin(session, pin, typed("123456", "654321")));
    }
    for (const CardKey& key : contents.value().keys) {
        static_cast<void>(driver.prepareSigning(session, key));
        static_cast<void>(driver.sign(session, key, sha256Of("x")));
    }
}

TEST(HostileCards, TheSameAnswerToEverything) {
    const Bytes huge(65536, 0x30);
    Bytes hugeOk = huge;
    append(hugeOk, Bytes{0x90, 0x00});
    const std::vector<Bytes> answers{
        {},
        {0x90},
        {0x90, 0x00},
        {0x61, 0x00},
        {0x61, 0xFF},
        {0xAB, 0x61, 0x01},
        {0x6C, 0x00},
        {0x6C, 0x10},
        {0x62, 0x82},
        {0x00, 0x62, 0x82},
        {0x30, 0x82, 0x90, 0x00},
        {0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00},
        {0x53, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x90, 0x00},
        {0x7F, 0xFF, 0xFF, 0xFF, 0x90, 0x00},
        {0x6F, 0x05, 0x80, 0x03, 0xFF, 0xFF, 0xFF, 0x90, 0x00},
        hugeOk,
    };
    for (const Bytes& answer : answers) {
        for (const CardDriver* const driver : kDrivers) {
            test::ModelSession session([&](ByteView) { return answer; }, {0x3B, 0x00});
            doEverything(*driver, session);
            EXPECT_LT(session.transmitted, kMostCommands) << driver->name() << " " << answer.size();
        }
    }
}

TEST(HostileCards, RandomAnswers) {
    std::mt19937 random(20261122);
    for (int round = 0; round < 300; ++round) {
        for (const CardDriver* const driver : kDrivers) {
            test::ModelSession session(
                [&](ByteView) {
                    Bytes answer(random() % 300);
                    for (std::uint8_t& octet : answer)
                        octet = static_cast<std::uint8_t>(random());
                    append(answer, Bytes{0x90, 0x00});
                    return answer;
                },
                {0x3B, 0x00});
            doEverything(*driver, session);
            EXPECT_LT(session.transmitted, kMostCommands) << driver->name();
        }
    }
}

/// A card that says the truth except for one answer.
TEST(HostileCards, OneLyingAnswer) {
    test::KzIdModel idCard;
    test::PivModel piv;
    test::Pkcs15Model pkcs15;
    for (test::CardModel* const model : std::initializer_list<test::CardModel*>{&idCard, &piv, &pkcs15}) {
        const CardDriver& driver = *kDrivers[model == &idCard ? 0 : model == &piv ? 1 : 2];
        for (unsigned lie = 1; lie <= 40; ++lie) {
            for (const Bytes& answer :
                 {Bytes{0x90, 0x00}, Bytes(400, 0x30), Bytes{0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00}}) {
                unsigned sent = 0;
                test::ModelSession session(
                    [&](ByteView command) { return ++sent == lie ? answer : model->answer(command); },
                    model->atr());
                model->triesLeft = 3;
                doEverything(driver, session);
                EXPECT_LT(session.transmitted, kMostCommands) << driver.name() << " " << lie;
            }
        }
    }
}

} // namespace
} // namespace tanba::card
