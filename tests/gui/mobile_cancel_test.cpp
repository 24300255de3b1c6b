// Whoever cancels while a key opens for a site with a QR code is back at what it asks at once: nothing is
// signed and nothing sent, whatever the work still brings.
#include "tests/gui/gate.h"
#include "tests/gui/mobile_world.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

using Stage = MobileDesk::Stage;
using tanba::test::invitationOf;
using tanba::test::kListedSite;

void expectOpening(MobileWorld& world, Gate& derivation) {
    derivation.awaitGuest();
    expectAlive();
    EXPECT_TRUE(world.sees(Phrase::KeyUnlocking)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockingNote));
    QAbstractButton* const cancel = world.button(Phrase::Cancel);
    EXPECT_EQ(QApplication::focusWidget(), cancel);
    EXPECT_EQ(cancel->visibleRegion().boundingRect(), cancel->rect()) << "in sight";
}

void cancelOpening(MobileWorld& world, Stage back) {
    world.button(Phrase::Cancel)->click();
    expectAlive();
    EXPECT_EQ(world.at(), back);
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockCancelled)) << world.visibleText().toStdString();
    EXPECT_FALSE(world.sees(Phrase::KeyUnlockingNote));
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty()) << "the password is wiped";
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::KeyPassword));
}

TEST(MobileCancel, OfASignatureSendsNothing) {
    MobileWorld world(text::Language::Ru);
    const auto key = world.putOwnKey();
    world.fetch();
    ASSERT_EQ(world.at(), Stage::Offered);
    const std::size_t asked = world.site().requests().size();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    expectOpening(world, derivation);
    EXPECT_FALSE(world.sees(Phrase::PortalCancel)) << "one way out at a time";
    cancelOpening(world, Stage::Offered);
    derivation.open();
    world.settle();
    EXPECT_EQ(world.at(), Stage::Offered);
    EXPECT_EQ(world.site().requests().size(), asked);
    EXPECT_TRUE(world.sees(Phrase::KeyUnlockCancelled)) << "what came later says nothing";
    world.agree();
    EXPECT_EQ(world.at(), Stage::Done) << world.visibleText().toStdString();
}

TEST(MobileCancel, OfALoginThatTheSiteWantsFirstSendsNothing) {
    MobileWorld world(text::Language::Kk, kListedSite);
    const auto key = world.putOpenedKey(tanba::test::CertificateProfile::rsaLogin(), "AUTH.p12");
    tanba::test::Json invitation = invitationOf(kListedSite);
    invitation["document"]["auth_type"] = "Eds";
    world.site().invitation.body = invitation.dump();
    world.fetch();
    ASSERT_EQ(world.at(), Stage::Proving);
    const std::size_t asked = world.site().requests().size();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.consent(Phrase::KeyPassword, kSignPassword);
    expectOpening(world, derivation);
    cancelOpening(world, Stage::Proving);
    derivation.open();
    world.settle();
    EXPECT_EQ(world.at(), Stage::Proving);
    EXPECT_EQ(world.site().requests().size(), asked) << "the site has seen no signature";
    world.agree();
    EXPECT_EQ(world.at(), Stage::Offered) << world.visibleText().toStdString();
}

TEST(MobileCancel, OfALookLearnsNothing) {
    MobileWorld world;
    const auto key = world.putKey("key.p12", kSignPassword);
    world.shelf().chosen(key);
    world.fetch();
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.type(Phrase::KeyPassword, kSignPassword);
    world.button(Phrase::KeyUnlock)->click();
    expectOpening(world, derivation);
    cancelOpening(world, Stage::Offered);
    derivation.open();
    world.settle();
    EXPECT_TRUE(world.shelf().find(key)->certificates.empty());
    world.type(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::KeyUnlock);
    EXPECT_FALSE(world.shelf().find(key)->certificates.empty());
}

} // namespace
} // namespace tanba::gui::test
