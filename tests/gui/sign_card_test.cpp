#include "core/base/utf8.h"
#include "tests/gui/marked.h"
#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <algorithm>

namespace tanba::gui::test {
namespace {

using documents::RowState;
using Stage = SigningDesk::Stage;

constexpr std::string_view kPin = "1234";
constexpr std::string_view kPublishedPin = "12345678";

void showCard(SignWorld& world) {
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    ASSERT_TRUE(world.until([&world] { return !world.cards().entries().empty(); }));
}

TEST(SignCard, WrongOnceThenRight) {
    SignWorld world;
    showCard(world);
    world.open({world.put("a.txt")});
    world.sign(Phrase::SignPin, "0000");
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PinWrong, "2")).what)))
        << world.visibleText().toStdString();
    EXPECT_TRUE(world.field(Phrase::SignPin)->isEmpty()) << "a wrong PIN is not sent twice by mistake";
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::SignPin));
    world.sign(Phrase::SignPin, kPin);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_EQ(signersOf(world.home() / "a.txt.p7s"), 1U);
}

TEST(SignCard, TheLastTryIsWarnedAboutAndABlockedPinLeadsToTheCard) {
    SignWorld world;
    showCard(world);
    world.demonstration().setTriesLeft(2);
    world.open({world.put("a.txt")});
    world.sign(Phrase::SignPin, "0000");
    EXPECT_TRUE(world.sees(Phrase::PinLastTitle)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.sees(world.words().say(text::Ui::TokenNoticeSimulated))) << "nothing stands in its way";
    world.sign(Phrase::SignPin, "0001");
    EXPECT_TRUE(world.sees(FailureCode::PinBlocked));
    EXPECT_TRUE(world.sees(Phrase::SignNoKeyTitle)) << "it cannot sign any more";
    world.press(Phrase::SignWhyNot);
    EXPECT_TRUE(world.sees(Phrase::UnfitBlocked));
}

TEST(SignCard, PulledInTheMiddleItStopsAndGoesOn) {
    SignWorld world;
    showCard(world);
    for (int number = 0; number < 10; ++number)
        world.put("in/" + std::to_string(number) + ".txt", std::to_string(number));
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    world.demonstration().removeDuring(5);
    world.sign(Phrase::SignPin, kPin);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_TRUE(world.sees(Phrase::SignStopped));
    EXPECT_TRUE(world.sees(FailureCode::CardRemoved));
    EXPECT_GT(world.count(RowState::Done), 0U);
    EXPECT_GT(world.count(RowState::Waiting), 0U);

    world.demonstration().insert();
    world.press(Phrase::SignGoOn);
    world.sign(Phrase::SignPin, kPin);
    EXPECT_TRUE(world.sees(Phrase::SignDoneMany)) << world.visibleText().toStdString();
    for (int number = 0; number < 10; ++number)
        EXPECT_EQ(signersOf(world.home() / "in" / (std::to_string(number) + ".txt.p7s")), 1U);
}

TEST(SignCard, OnePinForManyDocuments) {
    SignWorld world;
    showCard(world);
    for (int number = 0; number < 5; ++number)
        world.put("in/" + std::to_string(number) + ".txt", std::to_string(number));
    world.open({world.home() / "in"});
    world.press(Phrase::SignNext);
    world.sign(Phrase::SignPin, kPin);
    EXPECT_EQ(world.count(RowState::Done), 5U);
}

TEST(SignCard, TheKeyboardStaysWithTheSecretWhenACardTakesThePlaceOfAFile) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    world.field(Phrase::KeyPassword)->setFocus();
    showCard(world);
    const std::vector<SigningKeyOption> keys = world.signing().keys();
    const auto card = std::ranges::find_if(keys, &SigningKeyOption::onCard);
    ASSERT_NE(card, keys.end());
    world.signing().chooseKey(*card);
    world.settle();
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::SignPin));
}

/// The demonstration card with a PIN that everybody knows.
void makePinPublished(SignWorld& world) {
    showCard(world);
    bool done = false;
    world.cards().actOnPin(
        world.cards().entries().front().id, PinAction::Change,
        {SecretBytes::copyOf(viewOf(kPin)), SecretBytes::copyOf(viewOf(kPublishedPin))}, &world.window(),
        [] {},
        [&done](const PinAnswer& answer) {
            EXPECT_TRUE(answer.outcome.ok());
            done = true;
        });
    ASSERT_TRUE(world.until([&done] { return done; }));
}

TEST(SignCard, APinThatEverybodyKnowsIsToldAfterTheJobAndLeadsToTheChange) {
    SignWorld world;
    makePinPublished(world);
    world.open({world.put("a.txt")});
    world.sign(Phrase::SignPin, kPublishedPin);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne)) << "the job comes first";
    EXPECT_TRUE(world.sees(Phrase::PinDefaultTitle)) << world.visibleText().toStdString();
    EXPECT_FALSE(world.sees(Phrase::DefaultTitle)) << "that is about passwords";
    world.press(Phrase::PinChange);
    EXPECT_NE(world.field(Phrase::PinCurrent), nullptr) << "the page of the change";
    world.press(Phrase::PinBack);
    EXPECT_FALSE(world.sees(Phrase::PinDefaultTitle));
    // The next job has a word of its own.
    world.open({world.put("b.txt")});
    EXPECT_FALSE(world.sees(Phrase::PinDefaultTitle));
}

TEST(SignCard, OfTheDemonstrationIsMarkedFromTheConsentToTheJournal) {
    SignWorld world;
    showCard(world);
    world.open({world.put("a.txt")});
    EXPECT_EQ(marksIn(world.window()), 1) << "the key under the documents";
    world.sign(Phrase::SignPin, kPin);
    EXPECT_EQ(marksIn(world.window()), 1) << "the end of the run";
    world.answerNewFile(world.home() / "report");
    world.press(Phrase::SignReport);
    world.press(Phrase::SignReportHtml);
    EXPECT_TRUE(world.sees(Phrase::SignReportSaved));
    const Bytes html = tanba::test::fileContent(world.home() / "report.html");
    EXPECT_NE(asText(html).find(toUtf8(world.words().say(Phrase::StatusDemo))), std::string_view::npos);
    ASSERT_EQ(world.journal().size(), 1U);
    EXPECT_TRUE(world.journal().front().key.demonstration);
    goToSignJournal(world);
    EXPECT_TRUE(world.until([&] { return world.sees(Phrase::StatusDemo); }));
}

TEST(SignCard, ARealKeyBearsNoMark) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    EXPECT_EQ(marksIn(world.window()), 0);
    EXPECT_FALSE(world.sees(Phrase::StatusDemo));
}

TEST(SignCard, NothingIsToldOfAPinThatNobodyKnows) {
    SignWorld world;
    showCard(world);
    world.open({world.put("a.txt")});
    world.sign(Phrase::SignPin, kPin);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_FALSE(world.sees(Phrase::PinDefaultTitle));
}

} // namespace
} // namespace tanba::gui::test
