// Which portals there are, and what is said of each.
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/widgets/action_card.h"
#include "tests/gui/portals_world.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

class PortalList : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, PortalList, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(PortalList, EachStandsInTheListByItsNameWithItsSecondStage) {
    PortalsWorld world(GetParam());
    world.window().go(gui::Place::Portals);
    world.settle();
    const guidance::Date today = guidance::kazakhstanDate(world.clock().now());
    std::vector<ActionCard*> cards;
    for (auto* card : world.window().portalsArea().findChildren<ActionCard*>())
        if (card->isVisible())
            cards.push_back(card);
    ASSERT_EQ(cards.size(), guidance::portals().size() + 1) << "the last one adds a portal";
    for (std::size_t index = 0; index < guidance::portals().size(); ++index) {
        const guidance::Portal& portal = guidance::portals()[index];
        EXPECT_EQ(cards[index]->accessibleName(), nameWords(portal.names, world.words())) << portal.id;
        EXPECT_EQ(cards[index]->accessibleDescription(), factorWords(portal, today, world.words()))
            << portal.id;
    }
    EXPECT_TRUE(cards.front()->accessibleDescription().contains(QStringLiteral("1414")));
    EXPECT_TRUE(world.http.asked().empty());
}

TEST_P(PortalList, EachHasAPageThatLeadsIn) {
    PortalsWorld world(GetParam());
    for (const guidance::Portal& portal : guidance::portals()) {
        world.goToPortal(portal.id);
        EXPECT_TRUE(world.sees(fromUtf8(portal.address))) << portal.id;
        EXPECT_TRUE(world.sees(Phrase::PortalsInBrowser)) << portal.id;
        EXPECT_NE(world.button(Phrase::PortalsEnter), nullptr) << portal.id;
        for (const std::string& host : portal.formerHosts)
            EXPECT_TRUE(world.sees(fromUtf8(host))) << portal.id;
        EXPECT_EQ(world.sees(Phrase::PortalsRemove), false) << portal.id;
        // What no source names is not offered, and leads nowhere.
        EXPECT_EQ(world.sees(Phrase::PortalsSupport), !portal.links.support.empty()) << portal.id;
        EXPECT_EQ(world.sees(Phrase::PortalsBinding), !portal.links.numberBindingRules.empty()) << portal.id;
        EXPECT_EQ(world.sees(Phrase::PortalsPhone), !portal.links.supportPhone.empty()) << portal.id;
        world.press(Phrase::PortalsBack);
        EXPECT_TRUE(world.sees(Phrase::PortalsLead));
    }
    EXPECT_TRUE(world.opened().empty()) << "nothing opens by itself";
}

TEST(PortalPages, HelpAndRulesOpenAsTheTableHasThem) {
    PortalsWorld world;
    world.goToPortal("egov");
    world.press(Phrase::PortalsBinding);
    world.goToPortal("sigex");
    world.press(Phrase::PortalsSupport);
    ASSERT_EQ(world.opened().size(), 2U);
    EXPECT_EQ(world.opened()[0].toString(), QStringLiteral("https://adilet.zan.kz/rus/docs/V1600013195"));
    EXPECT_EQ(world.opened()[1].toString(), QStringLiteral("https://sigex.kz/support/developers/api-auth"));
}

TEST(PortalPages, EnteringIsTheFirstJobOfHome) {
    PortalsWorld world;
    world.putOwnKey();
    world.window().go(gui::Place::Home);
    world.settle();
    ActionCard* first = nullptr;
    for (auto* card : world.window().findChildren<ActionCard*>())
        if (card->isVisible() && (first == nullptr || card->y() < first->y()))
            first = card;
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->text(), world.words().say(Phrase::JobEnterTitle));
    first->click();
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalsLead));
}

TEST(PortalPages, TheSideBarComesBackToAWayThatWasBegunAndElseToTheList) {
    PortalsWorld world;
    world.goToPortal("kgd");
    world.press(Phrase::NavHome);
    world.press(Phrase::NavPortals);
    EXPECT_TRUE(world.sees(Phrase::PortalsLead));
    world.goToEntering("kgd");
    world.press(Phrase::NavHome);
    world.press(Phrase::NavPortals);
    EXPECT_TRUE(world.sees(Phrase::EnterChecks));
}

} // namespace
} // namespace tanba::gui::test
