// The card beside the portal's own page during the second stage.
#include "app/gui/portal_help/helper_card.h"
#include "tests/gui/portals_world.h"
#include "tests/gui/seen_classes.h"
#include "tests/gui/walk.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLineEdit>

namespace tanba::gui::test {
namespace {

class Helper : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, Helper,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

bool shown(PortalsWorld& world) {
    return world.helper().card() != nullptr && world.helper().card()->isVisible();
}

/// A question that is agreed to, until it is signed.
void signIt(PortalsWorld& world, service::ConsentQuestion question) {
    const ConsentWorld::Asked& asked = world.ask(std::move(question));
    world.agree(kSignPassword);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    world.settle();
}

TEST_P(Helper, TellsOfTheSecondStageAfterASignedLogin) {
    PortalsWorld world(GetParam());
    world.putOwnKey();
    signIt(world, loginQuestion());
    ASSERT_TRUE(shown(world));
    const QString said = textIn(*world.helper().card());
    const Words& words = world.words();
    EXPECT_TRUE(said.contains(words.say(Phrase::HelperSms, {{"sender", "1414"}}))) << said.toStdString();
    for (const Phrase phrase :
         {Phrase::HelperTitle, Phrase::HelperRoaming, Phrase::HelperQr, Phrase::HelperRed})
        EXPECT_TRUE(said.contains(words.say(phrase))) << said.toStdString();
    EXPECT_TRUE(world.helper().card()->findChildren<QLineEdit*>().isEmpty()) << "no place for a code";
    EXPECT_TRUE(world.helper().card()->testAttribute(Qt::WA_ShowWithoutActivating));
    EXPECT_FALSE(world.helper().card()->isModal());
}

TEST_P(Helper, CanBeReadAndReachedInEverySize) {
    for (const TextSize size : {TextSize::Normal, TextSize::Largest}) {
        PortalsWorld world(GetParam(), size);
        world.putOwnKey();
        signIt(world, loginQuestion());
        ASSERT_TRUE(shown(world));
        QWidget& card = *world.helper().card();
        QApplication::setActiveWindow(&card);
        const std::string where = "helper card " + std::string(text::languageName(GetParam()));
        checkNames(QAccessible::queryAccessibleInterface(&card), where);
        checkRoles(QAccessible::queryAccessibleInterface(&card), where);
        checkColoursIn(GetParam(), card, where);
        checkWords(card, GetParam(), where);
        checkWidths(card, where);
        checkHeights(card, where);
        checkFocusOrder(card, where);
        SeenClasses seen;
        seen.look(card);
        seen.expectAll(Walk::HelperCard);
        world.appearance().choose(TextSize::Normal);
    }
}

TEST(HelperCards, ComeOnlyAfterALoginAtAPortalOfTwoStages) {
    PortalsWorld world;
    world.putOwnKey();
    signIt(world, documentQuestion());
    EXPECT_FALSE(shown(world)) << "a document";
    signIt(world, loginQuestion("https://v3bl.goszakup.gov.kz"));
    EXPECT_FALSE(shown(world)) << "a portal with a password";
    signIt(world, loginQuestion("https://unknown.example.kz"));
    EXPECT_FALSE(shown(world)) << "a site that is in no table";
    world.ask(loginQuestion());
    world.answer(Phrase::PortalCancel);
    EXPECT_FALSE(shown(world)) << "a refusal";
    world.letPass(std::chrono::minutes(10));
    world.endWith(fail(FailureCode::Internal));
    signIt(world, loginQuestion());
    EXPECT_FALSE(shown(world)) << "a signature that failed";
    world.endWith(Done{});
    signIt(world, loginQuestion());
    EXPECT_TRUE(shown(world));
}

TEST(HelperCards, GoAwayByThemselvesAndNotBefore) {
    PortalsWorld world;
    world.putOwnKey();
    signIt(world, loginQuestion());
    world.letPass(LoginHelper::kStays - std::chrono::seconds(1));
    QApplication::processEvents();
    EXPECT_TRUE(shown(world));
    world.letPass(std::chrono::seconds(1));
    EXPECT_TRUE(world.pumpUntil([&] { return !shown(world); }));
    signIt(world, loginQuestion());
    EXPECT_TRUE(shown(world)) << "and come back with the next login";
}

TEST(HelperCards, LeadToTheHelpAndAreClosedByHand) {
    PortalsWorld world;
    world.putOwnKey();
    signIt(world, loginQuestion());
    world.buttonIn(*world.helper().card(), Phrase::HelperTrouble)->click();
    EXPECT_EQ(world.helpWanted(), std::vector<std::string>{"sms-does-not-come"});
    EXPECT_FALSE(shown(world));
    signIt(world, loginQuestion());
    world.buttonIn(*world.helper().card(), Phrase::PortalUnderstood)->click();
    EXPECT_FALSE(shown(world));
    signIt(world, loginQuestion());
    pressKey(*world.helper().card(), Qt::Key_Escape);
    EXPECT_FALSE(shown(world));
    world.window().showHelp(world.helpWanted().front());
    world.settle();
    EXPECT_TRUE(world.sees(QStringLiteral("1414"))) << "the article is there";
}

} // namespace
} // namespace tanba::gui::test
