#include "core/guidance/portals.h"
#include "tests/gui/advice_steps.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

TEST(AdviceLost, IsOnePressFromHomeAndGoesStepByStep) {
    World world;
    world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    world.settle();
    world.press(Phrase::LostTitle);
    EXPECT_TRUE(shows(world, Phrase::LostStep, {{"step", "1"}, {"total", "4"}}));
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
    EXPECT_TRUE(shows(world, Phrase::LostCannot)) << "honest about what a program cannot do";
    EXPECT_TRUE(shows(world, Phrase::LostNobody));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostRevokeText));
    EXPECT_TRUE(world.opened().empty()) << "no site opens by itself";
    const std::string revoke = guidance::portalById("nca")->links.revoke;
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text().contains(QStringLiteral("pki.gov.kz"))) {
            button->click();
            break;
        }
    world.settle();
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front(), QUrl(fromUtf8(revoke)));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostCheckText));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostReportText));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostEndTitle));
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::LostAgain));
}

TEST(AdviceLost, IsTwoPressesFromHomeAlsoWithoutAKey) {
    World world;
    world.press(Phrase::SafetyTitle);
    world.press(Phrase::LostTitle);
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
}

TEST(AdviceLost, IsTwoPressesFromAKey) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.settle();
    world.press(Phrase::KeyLost);
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
}

TEST(AdviceLost, RemembersWhereSomebodyStoppedWhileTheProgramRuns) {
    World world;
    world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    goToAdvice(world, AdvicePlace::Lost);
    world.press(Phrase::LostLater); // the file is gone, nothing to change
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostCheckText));
    world.window().go(Place::Settings);
    world.window().go(Place::Home);
    world.settle();
    world.press(Phrase::LostTitle);
    EXPECT_TRUE(shows(world, Phrase::LostCheckText)) << "where it was left";
    world.press(Phrase::LostDone);
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostOpenTitle)) << "a step was put off, so it is not over";
    EXPECT_FALSE(shows(world, Phrase::LostEndTitle));
    world.press(Phrase::LostPasswordTitle); // back to it, from the list
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostEndTitle));
    world.press(Phrase::LostAgain);
    EXPECT_TRUE(shows(world, Phrase::LostStep, {{"step", "1"}, {"total", "4"}}));
}

TEST(AdviceLost, ThePasswordStepLeadsToTheChangeOfAPassword) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Lost);
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(shows(world, Phrase::KeysPickLead));
}

TEST(AdviceLost, AnUnknownSmsIsFirstCheckedOnThePortalItself) {
    World world;
    goToAdvice(world, AdvicePlace::Overview);
    world.press(Phrase::SmsTitle);
    EXPECT_TRUE(shows(world, Phrase::SmsCheckText));
    EXPECT_TRUE(shows(world, Phrase::LostStep, {{"step", "1"}, {"total", "5"}}));
    world.press(Phrase::LostDone);
    EXPECT_TRUE(shows(world, Phrase::LostPasswordText));
    // The other entry has its own progress.
    goToAdvice(world, AdvicePlace::Lost);
    EXPECT_TRUE(shows(world, Phrase::LostStep, {{"step", "1"}, {"total", "4"}}));
    EXPECT_FALSE(shows(world, Phrase::SmsCheckTitle));
}

TEST(AdviceLost, FollowsTheLanguage) {
    World world;
    goToAdvice(world, AdvicePlace::UnknownSms);
    world.words().setLanguage(text::Language::Ru);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("Проверьте услугу на портале")));
    EXPECT_TRUE(shows(world, Phrase::SmsTitle));
}

} // namespace
} // namespace tanba::gui::test
