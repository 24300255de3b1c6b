// The places of the window are made when somebody first goes there; nobody may notice.
#include "app/gui/widgets/button.h"
#include "tests/gui/world.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

qsizetype pagesMade(World& world) {
    return world.window().findChildren<Page*>().size();
}

QString titleOf(World& world) {
    return world.window().currentPage().accessibleName();
}

TEST(Places, OnlyHomeIsMadeAtTheStart) {
    World world;
    EXPECT_EQ(pagesMade(world), 1);
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavHome));
}

TEST(Places, HomeBeginsWithTheThreeJobsAlsoBeforeThereIsAKey) {
    World world;
    for (const Phrase job : {Phrase::JobEnterTitle, Phrase::JobSignTitle, Phrase::JobCheckTitle})
        EXPECT_TRUE(world.visibleText().contains(world.words().say(job)));
    world.press(Phrase::JobSignTitle);
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavSign));
}

TEST(Places, EachIsMadeOnceAndKept) {
    World world;
    for (const Place place : {Place::Keys, Place::Help, Place::Settings}) {
        world.window().go(place);
        world.settle();
        const Page* first = &world.window().currentPage();
        const qsizetype made = pagesMade(world);
        world.window().go(Place::Home);
        world.window().go(place);
        world.settle();
        EXPECT_EQ(&world.window().currentPage(), first);
        EXPECT_EQ(pagesMade(world), made);
    }
}

TEST(Places, OneThatIsMadeLaterSpeaksTheLanguageOfNow) {
    World world(text::Language::Kk);
    world.words().setLanguage(text::Language::Ru);
    world.appearance().choose(ThemeChoice::Dark);
    world.window().go(Place::Settings);
    world.settle();
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavSettings));
    world.window().go(Place::Home);
    world.words().setLanguage(text::Language::En);
    world.window().go(Place::Settings);
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavSettings)) << "also while it is not seen";
}

TEST(Places, WhatWatchesInTheBackgroundLeadsToOneThatWasNotMade) {
    World world;
    emit world.attendant().keysWanted();
    world.settle();
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavKeys));
    emit world.attendant().yearlyLookWanted();
    world.settle();
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::YearlyPage));
}

TEST(Places, TheHelpLeadsToAdviceThatWasNotMade) {
    World world;
    world.window().go(Place::Help);
    world.settle();
    auto* help = world.window().findChild<HelpArea*>();
    ASSERT_NE(help, nullptr);
    help->showTopic("fines");
    world.settle();
    world.press(Phrase::FinesTitle);
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::FinesTitle));
}

TEST(Places, TheHelpOfAPageLeadsBackToIt) {
    World world;
    const auto file = world.putKey("key.p12", "secret-1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showPassword(file);
    world.settle();
    Page& page = world.window().currentPage();
    page.helpLink().click();
    world.settle();
    const auto* article = guidance::helpArticle("password", guidance::HelpLanguage::Kazakh);
    ASSERT_NE(article, nullptr);
    EXPECT_EQ(titleOf(world), fromUtf8(article->title()));
    world.press(Phrase::GoBack);
    EXPECT_EQ(&world.window().currentPage(), &page);
    EXPECT_TRUE(page.isVisible());
}

TEST(Places, TheHelpOfHomeIsTheListOfAllOfIt) {
    World world;
    world.window().currentPage().helpLink().click();
    world.settle();
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavHelp));
}

TEST(Places, FromAForgottenPasswordOneGoesBackToTheList) {
    World world;
    world.press(Phrase::JobForgotTitle);
    EXPECT_EQ(pagesMade(world), 3) << "Home, the list, and what is seen";
    world.press(Phrase::ForgotBack);
    EXPECT_EQ(titleOf(world), world.words().say(Phrase::NavKeys));
}

TEST(Places, ThePersonIsAskedOnAPageThatIsMadeLate) {
    World world;
    const auto file = world.putKey("key.p12", "secret-1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.type(Phrase::KeyPassword, "secret-1");
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::OwnerAskTitle)));
}

} // namespace
} // namespace tanba::gui::test
