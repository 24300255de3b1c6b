// Whoever cancels while a key opens, to sign documents or to log in, is let go at once, and what the work
// still brings is dropped. The pages of other programs: consent_cancel_test.cpp, mobile_cancel_test.cpp.
#include "app/gui/documents/key_opening.h"
#include "core/keys/pkcs12_token.h"
#include "tests/gui/gate.h"
#include "tests/gui/login_world.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

using Ask = LoginPortalPlay::Ask;
using Stage = SigningDesk::Stage;

/// The key waits at the gate to be opened: the page says that it does, and Cancel has the keyboard.
void expectOpening(SignWorld& world, Gate& derivation) {
    derivation.awaitGuest();
    expectAlive();
    EXPECT_TRUE(world.sees(Phrase::KeyUnlocking)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockingNote));
    QAbstractButton* const cancel = world.button(Phrase::Cancel);
    EXPECT_EQ(QApplication::focusWidget(), cancel);
    EXPECT_EQ(cancel->visibleRegion().boundingRect(), cancel->rect()) << "in sight";
}

/// Cancelled, the page is as before the password was typed, while the work is still where it was.
void cancelOpening(SignWorld& world) {
    world.button(Phrase::Cancel)->click();
    expectAlive();
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockCancelled));
    EXPECT_FALSE(world.sees(Phrase::KeyUnlockingNote));
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty()) << "the password is wiped";
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::KeyPassword));
}

/// Events, until this is so, although other work hangs.
bool pumpUntil(const std::function<bool()>& so) {
    constexpr int kMostRounds = 12'000;
    for (int round = 0; round < kMostRounds && !so(); ++round)
        waitForEvents();
    return so();
}

TEST(CancelOpening, OfARunSignsAndWritesNothing) {
    SignWorld world;
    const auto key = world.putOwnKey();
    world.open({world.put("a.txt")});
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    expectOpening(world, derivation);
    cancelOpening(world);
    EXPECT_EQ(world.stage(), Stage::Choosing);
    EXPECT_FALSE(world.signing().busy()) << "one may go elsewhere";
    derivation.open();
    world.settle();
    EXPECT_EQ(world.stage(), Stage::Choosing);
    EXPECT_FALSE(std::filesystem::exists(world.home() / "a.txt.p7s"));
    EXPECT_TRUE(world.journal().empty());
    EXPECT_EQ(world.records(), 0U);
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockCancelled)) << "what came later says nothing";
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(signersOf(world.home() / "a.txt.p7s"), 1U);
}

TEST(CancelOpening, OfARunThatGoesOnLeavesItToBeOfferedAgain) {
    SignWorld world;
    const auto key = world.putOwnKey();
    for (const char* name : {"in/a.txt", "in/b.txt", "in/c.txt"})
        world.put(name);
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    auto written = std::make_shared<std::atomic<int>>(0);
    world.files().beforeWriting = [written](const std::filesystem::path& file) -> Outcome {
        return file.extension() == ".p7s" && ++*written > 1 ? fail(FailureCode::FileDiskFull, "disk")
                                                            : Outcome(Done{});
    };
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.files().beforeWriting = nullptr;
    world.press(Phrase::SignGoOn);
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    expectOpening(world, derivation);
    cancelOpening(world);
    world.signing().clear(); // as the way back does
    expectAlive();
    derivation.open();
    world.settle();
    ASSERT_EQ(world.signing().unfinished().size(), 1U);
    world.signing().resume(world.signing().unfinished().front().record);
    world.settle();
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(world.records(), 0U);
}

TEST(CancelOpening, OfARunDoesNotDisturbTheNextOne) {
    SignWorld world;
    const auto key = world.putOwnKey();
    world.open({world.put("a.txt")});
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    expectOpening(world, derivation);
    cancelOpening(world);
    world.signing().sign(SecretBytes::copyOf(viewOf(kSignPassword)));
    ASSERT_TRUE(pumpUntil([&world] { return world.stage() == Stage::Ended; })) << "while the first hangs";
    derivation.open();
    world.settle();
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(signersOf(world.home() / "a.txt.p7s"), 1U);
    EXPECT_EQ(world.journal().size(), 1U);
}

TEST(CancelOpening, OfALookBeforeSigningLearnsNothing) {
    SignWorld world;
    const auto key = world.putKey("key.p12", kSignPassword);
    world.shelf().chosen(key);
    world.open({world.put("a.txt")});
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.type(Phrase::KeyPassword, kSignPassword);
    world.button(Phrase::KeyUnlock)->click();
    expectOpening(world, derivation);
    cancelOpening(world);
    derivation.open();
    world.settle();
    EXPECT_TRUE(world.shelf().find(key)->certificates.empty());
    world.type(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::KeyUnlock);
    EXPECT_FALSE(world.shelf().find(key)->certificates.empty());
    EXPECT_TRUE(world.sees(Phrase::SignKeyLooked));
}

TEST(CancelOpening, OfALoginSendsNothing) {
    LoginWorld world;
    const auto key = world.putLoginKey();
    world.openLogin();
    world.chooseKey();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    derivation.awaitGuest();
    ASSERT_TRUE(pumpUntil([&world] { return world.sees(Phrase::KeyUnlockingNote); }));
    expectOpening(world, derivation);
    cancelOpening(world);
    EXPECT_FALSE(world.login().busy());
    derivation.open();
    world.settle();
    EXPECT_EQ(world.loginStage(), portal::Stage::ChallengeIssued);
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0);
    EXPECT_EQ(world.portal().asked(Ask::EndLogin), 0) << "the login goes on";
    world.agree(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.loginStage(), portal::Stage::SecondFactor) << world.visibleText().toStdString();
    EXPECT_EQ(world.portal().asked(Ask::Challenge), 1) << "with the same challenge";
    EXPECT_EQ(world.portal().asked(Ask::Signature), 1);
}

TEST(CancelOpening, OfALookBeforeALoginLearnsNothing) {
    LoginWorld world;
    const auto key = world.putKey("key.p12", kSignPassword);
    world.shelf().chosen(key);
    world.openLogin();
    world.chooseKey();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.type(Phrase::KeyPassword, kSignPassword);
    world.button(Phrase::KeyUnlock)->click();
    expectOpening(world, derivation);
    cancelOpening(world);
    derivation.open();
    world.settle();
    EXPECT_TRUE(world.shelf().find(key)->certificates.empty());
    world.type(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::KeyUnlock);
    EXPECT_FALSE(world.shelf().find(key)->certificates.empty());
}

TEST(CancelOpening, OfALoginThatIsLeftSendsNoSignature) {
    LoginWorld world;
    const auto key = world.putLoginKey();
    world.openLogin();
    world.chooseKey();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    derivation.awaitGuest();
    expectAlive();
    world.button(Phrase::LoginCancel)->click();
    derivation.open();
    world.settle();
    EXPECT_EQ(world.portal().asked(Ask::Signature), 0);
}

/// Lets go when the password is asked for: no derivation looks at a gate.
class LettingGo : public keys::PinSource {
  public:
    explicit LettingGo(CancelGate& gate) : gate_(gate) {}
    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        EXPECT_TRUE(gate_.cancel());
        return SecretBytes::copyOf(viewOf(kSignPassword));
    }

  private:
    CancelGate& gate_;
};

TEST(CancelOpening, HoldsWhenTheKeyHasOpenedByThen) {
    SignWorld world;
    const auto key = world.putOwnKey();
    world.open({world.put("a.txt")});
    const auto option = world.signing().key();
    ASSERT_TRUE(option && option->certificate);
    const auto token = keys::pkcs12Token(world.files(), key, option->keyId);
    CancelGate gate;
    LettingGo pins(gate);
    EXPECT_EQ(tanba::test::outcome(openWantedKey(*token, *option, pins, gate, nullptr)), "cancelled");
    EXPECT_FALSE(gate.begin());
}

} // namespace
} // namespace tanba::gui::test
