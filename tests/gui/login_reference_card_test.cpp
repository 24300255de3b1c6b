// Into the reference portal with a card, over TLS: what a card does in the middle of it, and whose it may be.
#include "tests/gui/cards_world.h"
#include "tests/gui/reference_steps.h"

#include <functional>
#include <vector>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

constexpr std::string_view kPin = "1234";
constexpr std::string_view kWrongPin = "0000";

TANBA_REFERENCE_SUITE(CardAtReference);

struct FaultRow {
    const char* name;
    Failure told;
    std::function<void(card::SimulatedCard&)> happens;
    std::function<void(card::SimulatedCard&)> passes;
};

/// The first command is the PIN, the second one the signature.
const std::vector<FaultRow>& faultRows() {
    const auto nothing = [](card::SimulatedCard&) {};
    const auto insert = [](card::SimulatedCard& card) { card.insert(); };
    const auto at = [](int command, FailureCode code) {
        return [command, code](card::SimulatedCard& card) { card.breakOff(command, code); };
    };
    static const std::vector<FaultRow> rows = {
        {"pulled at the PIN", fail(FailureCode::CardRemoved), at(1, FailureCode::CardRemoved), insert},
        {"pulled at the signature", fail(FailureCode::CardRemoved), at(2, FailureCode::CardRemoved), insert},
        {"reader unplugged at the PIN", fail(FailureCode::ReaderRemoved, "demo"),
         at(1, FailureCode::ReaderRemoved), nothing},
        {"reader unplugged at the signature", fail(FailureCode::ReaderRemoved, "demo"),
         at(2, FailureCode::ReaderRemoved), nothing},
        {"reset at the PIN", fail(FailureCode::CardReset), at(1, FailureCode::CardReset), nothing},
        {"reset at the signature", fail(FailureCode::CardReset), at(2, FailureCode::CardReset), nothing},
        {"reader at the PIN", fail(FailureCode::CardIo), at(1, FailureCode::CardIo), nothing},
        {"reader at the signature", fail(FailureCode::CardIo), at(2, FailureCode::CardIo), nothing},
        {"held by another program", fail(FailureCode::CardInUse, "demo"),
         [](card::SimulatedCard& card) { card.holdByOther(true); },
         [](card::SimulatedCard& card) { card.holdByOther(false); }},
        {"wrong value", fail(FailureCode::SignatureSelfCheckFailed),
         [](card::SimulatedCard& card) { card.spoilSignatures(1); }, nothing},
    };
    return rows;
}

/// One login, with everything that can happen to its card: the portal hears of none of it, and the same
/// challenge is signed at the end.
TEST_P(CardAtReference, NoFaultOfTheCardEndsTheLogin) {
    ReferenceWorld world(GetParam());
    world.showTrustedCard();
    goToConsent(world);
    for (const FaultRow& row : faultRows()) {
        SCOPED_TRACE(row.name);
        row.happens(world.demonstration());
        world.agree(Phrase::SignPin, kPin);
        EXPECT_TRUE(world.seesFailure(row.told.code, row.told.subject)) << world.visibleText().toStdString();
        EXPECT_EQ(world.loginStage(), Stage::ChallengeIssued);
        EXPECT_FALSE(world.recordLies());
        row.passes(world.demonstration());
    }
    world.agree(Phrase::SignPin, kPin);
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    enterBySms(world);
}

TEST_P(CardAtReference, TheLastTryIsToldAndAnotherKeyEntersWhenItIsSpent) {
    ReferenceWorld world(GetParam());
    world.showTrustedCard();
    goToConsent(world);
    world.demonstration().setTriesLeft(2);
    world.agree(Phrase::SignPin, kWrongPin);
    EXPECT_TRUE(world.seesFailure(FailureCode::PinLastTry, "1")) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::PinLastTitle)) << world.visibleText().toStdString();
    world.agree(Phrase::SignPin, kWrongPin);
    EXPECT_TRUE(world.seesFailure(FailureCode::PinBlocked)) << world.visibleText().toStdString();
    EXPECT_EQ(world.loginStage(), Stage::ChallengeIssued);
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.login().active());
    world.enter();
    enterBySms(world);
}

TEST_P(CardAtReference, PulledInTheSecondStageItIsNotMissed) {
    ReferenceWorld world(GetParam());
    world.showTrustedCard();
    goToConsent(world);
    world.agree(Phrase::SignPin, kPin);
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    world.demonstration().remove();
    world.settle();
    enterBySms(world);
}

TEST_P(CardAtReference, ByQr) {
    ReferenceWorld world(GetParam(), {"--poll-after", "1"});
    world.showTrustedCard();
    goToConsent(world);
    world.agree(Phrase::SignPin, kPin);
    showQr(world);
    const std::string text = world.login().view().qr.text;
    EXPECT_EQ(world.phone(text, "scan", "demonstration"), 200);
    EXPECT_EQ(world.phone(text, "confirm", "demonstration"), 204);
    world.pumpUntil([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
}

/// The card of an organisation's head, through its driver, in a reader.
TEST_P(CardAtReference, OfALegalEntity) {
    ReferenceWorld world(GetParam());
    CertificateProfile head = CertificateProfile::head();
    head.extendedKeyUsage.front() = "1.3.6.1.5.5.7.3.2"; // the purpose of the old pair's key for logins
    head.keyUsage = {keys::KeyUsageBit::DigitalSignature, keys::KeyUsageBit::KeyEncipherment};
    const auto identity = world.authority().issue(crypto::KeyAlgorithm::Rsa, head);
    tanba::test::PivModel model;
    model.putKey(0x9A, identity);
    for (const std::uint32_t other : {0x5FC101U, 0x5FC10AU})
        model.objects.erase(other);
    world.pcsc().plug(kReader);
    world.watchReaders();
    world.pcsc().insert(kReader, inReader(model));
    world.until([&world] { return world.cards().cardIn(kReader) != nullptr; });
    world.person().sayMine(keys::kzProfile(identity.certificate).owner);
    world.settle();
    goToConsent(world);
    EXPECT_TRUE(world.sees(world.words().say(Phrase::PortalRole, {{"role", ""}}).trimmed()))
        << world.visibleText().toStdString();
    world.agree(Phrase::SignPin, "123456");
    ASSERT_EQ(world.loginStage(), Stage::SecondFactor) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(QString::fromUtf8("СЫНАҚ ЖШС"))) << "in whose name";
    enterBySms(world);
}

} // namespace
} // namespace tanba::gui::test
