// Tokens that want their PIN for each signature (CKA_ALWAYS_AUTHENTICATE, the signature key of PIV), two of
// them at once.
#include "tests/gui/pin_world.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

TEST(ConsentPin, TwoRequestsWaitForTheirPinsOneAfterTheOther) {
    PinWorld world;
    TwoDocuments ours;
    TwoDocuments theirs;
    world.request(ours, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kReader, kFirstPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_EQ(world.portalDesk().pinFor()->item, 1U) << "the first was signed with the PIN of the consent";
    EXPECT_TRUE(world.says(Phrase::PortalPinTitle));

    // While it waits, another site is given its signature with another card.
    world.request(theirs, 102, kOtherPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kSecondPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.second.signatures == 1U; }));
    world.pumpUntil([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Idle; });
    EXPECT_EQ(world.portalDesk().pinFor()->question->id, 101U) << "the first is still asked for";
    EXPECT_TRUE(world.says(QStringLiteral("idp.egov.kz"))) << world.said().toStdString();

    QApplication::setActiveWindow(world.asking());
    world.agree(kFirstPin, Phrase::SignPin);
    ASSERT_TRUE(world.pumpUntil([&] { return ours.ended.load(); }));
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_EQ(world.portalDesk().pinFor()->question->id, 102U);
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz"))) << world.said().toStdString();
    EXPECT_TRUE(world.secretField(Phrase::SignPin)->isEmpty()) << "a PIN is not that of another card";
    QApplication::setActiveWindow(world.asking());
    world.agree(kSecondPin, Phrase::SignPin);
    ASSERT_TRUE(world.pumpUntil([&] { return theirs.ended.load(); }));
    world.settle();
    EXPECT_FALSE(world.portalDesk().waitsForPin());
    EXPECT_FALSE(world.isAsking());
    for (const TwoDocuments* each : {&ours, &theirs}) {
        ASSERT_EQ(each->signatures.size(), 2U);
        for (const Outcome& signature : each->signatures)
            EXPECT_TRUE(signature.ok());
    }
    EXPECT_EQ(world.first.pinsTried, 2U);
    EXPECT_EQ(world.second.pinsTried, 2U);
}

TEST(ConsentPin, APinThatEverybodyKnowsLeadsToItsChange) {
    constexpr std::string_view kKnown = "12345678"; // Kaztoken comes with it
    PinWorld world;
    world.second.setPin(kKnown);
    TwoDocuments documents;
    world.request(documents, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kKnown);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_TRUE(world.portals().news.items().empty()) << "after the job is done";
    world.portalDesk().givePin(SecretBytes::copyOf(viewOf(kKnown)));
    ASSERT_TRUE(world.pumpUntil([&] { return documents.ended.load(); }));
    world.settle();
    const std::vector<AttentionItem> told = world.portals().news.items();
    const auto pin = std::ranges::find(told, world.words().say(Phrase::PinDefaultText), &AttentionItem::text);
    ASSERT_NE(pin, told.end());
    std::string wanted;
    QObject::connect(&world.portals().news, &PortalNews::cardWanted, &world.window(),
                     [&wanted](const std::string& id) { wanted = id; });
    pin->actions.front().run();
    EXPECT_EQ(wanted, world.cards().cardIn(kSecondReader)->id);
    world.settle();
    EXPECT_TRUE(world.portals().news.items().empty());
}

TEST(ConsentPin, WhoGivesUpOneIsAskedForTheNext) {
    PinWorld world;
    TwoDocuments ours;
    TwoDocuments theirs;
    world.request(ours, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kReader, kFirstPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    world.request(theirs, 102, kOtherPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kSecondPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.second.signatures == 1U; }));
    world.pumpUntil([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Idle; });
    world.closeConnection(101);
    ASSERT_TRUE(world.pumpUntil([&] { return ours.ended.load(); }));
    EXPECT_EQ(tanba::test::outcome(ours.signatures.back()), "cancelled");
    ASSERT_TRUE(world.pumpUntil(
        [&] { return world.portalDesk().pinFor() && world.portalDesk().pinFor()->question->id == 102U; }));
    world.portalDesk().cancelPin();
    ASSERT_TRUE(world.pumpUntil([&] { return theirs.ended.load(); }));
    EXPECT_EQ(tanba::test::outcome(theirs.signatures.back()), "cancelled");
    EXPECT_FALSE(world.portalDesk().waitsForPin());
    EXPECT_EQ(world.first.pinsTried + world.second.pinsTried, 2U);
}

} // namespace
} // namespace tanba::gui::test
