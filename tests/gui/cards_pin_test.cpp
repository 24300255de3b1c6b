#include "tests/gui/cards_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <algorithm>

namespace tanba::gui::test {
namespace {

using tanba::test::cardIdentities;
using tanba::test::KzIdModel;
using tanba::test::PivModel;
using tanba::test::Pkcs15Model;
using tanba::test::ScriptedPad;
using tanba::test::Trouble;
using tanba::test::When;

void typePins(World& world, Phrase first, std::string_view secret, std::string_view next) {
    world.type(first, secret);
    world.type(Phrase::PinNew, next);
    world.type(Phrase::PinRepeat, next);
}

/// What the fields hold is replaced, as after selecting it.
void typeAgain(World& world, Phrase first, std::string_view secret) {
    world.field(first)->clear();
    world.type(first, secret);
}

TEST(CardPin, WrongTwiceThenRight) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "0000", "5678");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PinWrong, "2")).what)))
        << world.visibleText().toStdString();
    SecretLineEdit* field = world.field(Phrase::PinCurrent);
    EXPECT_EQ(QApplication::focusWidget(), field) << "one can type again at once";
    EXPECT_FALSE(field->accessibleDescription().isEmpty()) << "a screen reader hears it with the field";
    EXPECT_EQ(model.pinsTried, 1u);

    typeAgain(world, Phrase::PinCurrent, "0001");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(FailureCode::PinLastTry)) << "what went wrong, and what the next mistake means";
    world.press(Phrase::PinBack);
    EXPECT_TRUE(world.sees(Phrase::PinLastTitle)) << "the warning stays with the card";
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(Phrase::PinLastTitle)) << "and stands above the form";
    EXPECT_EQ(model.pinsTried, 2u) << "nothing was sent twice";

    typePins(world, Phrase::PinCurrent, "1234", "5678");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(Phrase::PinChangedTitle));
    EXPECT_TRUE(model.pinIs("5678"));
    EXPECT_EQ(model.pinsTried, 3u);
    EXPECT_FALSE(world.sees(Phrase::PinLastTitle));
    world.press(Phrase::PinBack);
    EXPECT_FALSE(world.sees(Phrase::PinLastTitle)) << "the tries are whole again";
    EXPECT_TRUE(world.sees(ownerOf(cardIdentities().rsa)));
}

TEST(CardPin, WhatBreaksTheRuleIsNeverSent) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "1234", "12");
    world.press(Phrase::PinChange);
    EXPECT_EQ(model.pinsTried, 0u);
    EXPECT_TRUE(model.pinIs("1234"));
    EXPECT_FALSE(world.sees(Phrase::PinChangedTitle));
    typePins(world, Phrase::PinCurrent, "", "34");
    world.field(Phrase::PinRepeat)->clear();
    world.type(Phrase::PinRepeat, "9999");
    EXPECT_FALSE(world.button(Phrase::PinChange)->isEnabled()) << "not the same twice";
    EXPECT_TRUE(world.sees(Phrase::PinDiffer));
    EXPECT_EQ(model.pinsTried, 0u);
}

TEST(CardPin, TheThirdMistakeBlocksAndThePukUnblocks) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "0000", "5678");
    for (int attempt = 0; attempt < 3; ++attempt) {
        typeAgain(world, Phrase::PinCurrent, "0000");
        world.press(Phrase::PinChange);
    }
    EXPECT_EQ(model.triesLeft, 0);
    EXPECT_TRUE(world.sees(Phrase::PinBlockedTitle));
    EXPECT_TRUE(world.sees(Phrase::PinBlockedPuk)) << "what to do";
    world.press(Phrase::PinBack);
    EXPECT_TRUE(world.sees(Phrase::PinBlockedTitle));
    world.press(Phrase::PinUnblock);
    typePins(world, Phrase::PinPuk, "00000000", "5678");
    world.press(Phrase::PinUnblock);
    EXPECT_EQ(model.pukTriesLeft, 2);
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PukWrong, "2")).what)))
        << world.visibleText().toStdString();
    typeAgain(world, Phrase::PinPuk, "12345678");
    world.press(Phrase::PinUnblock);
    EXPECT_TRUE(world.sees(Phrase::PinUnblockedTitle));
    EXPECT_TRUE(model.pinIs("5678"));
    world.press(Phrase::PinBack);
    EXPECT_FALSE(world.sees(Phrase::PinBlockedTitle));
}

TEST(CardPin, ACardThatIsPulledInTheMiddleIsToldAndNothingIsRepeated) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "1234", "5678");
    // The check of the same card comes first; the command with the secrets is the last one.
    model.forbidden.insert(0x2C);
    const unsigned before = world.pcsc().apduCount();
    world.pcsc().trouble(5, When::During, Trouble::Pull);
    world.press(Phrase::PinChange);
    world.until([&] { return world.sees(Phrase::CardAwayTitle); });
    EXPECT_FALSE(world.sees(Phrase::PinChangedTitle));
    EXPECT_LE(model.pinsTried, 1u);
    EXPECT_LE(world.pcsc().apduCount(), before + 5);
    EXPECT_FALSE(world.button(Phrase::PinChange)->isEnabled()) << "there is no card";
}

TEST(CardPin, OnAReaderWithKeysThePinIsTypedThere) {
    Pkcs15Model model;
    CardWorld world;
    ScriptedPad pad;
    unsigned modified = 0;
    pad.verify = [](ByteView) { return Bytes{0x90, 0x00}; };
    pad.modify = [&modified](ByteView) {
        ++modified;
        return Bytes{0x90, 0x00};
    };
    world.pcsc().setPad(kReader, pad);
    world.openCard(model);
    EXPECT_TRUE(world.sees(world.words().say(text::Ui::PinOnReader)) || world.sees(Phrase::PinChange));
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(Phrase::PinPadTitle)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.window().findChildren<SecretLineEdit*>().isEmpty() ||
                !world.window().findChildren<SecretLineEdit*>().front()->isVisible())
        << "there is nothing to type here";
    world.press(Phrase::PinPadStart);
    EXPECT_EQ(modified, 1u);
    EXPECT_TRUE(world.sees(Phrase::PinChangedTitle));
}

TEST(CardPin, WhatIsCancelledOnTheReaderChangesNothing) {
    Pkcs15Model model;
    CardWorld world;
    ScriptedPad pad;
    pad.verify = [](ByteView) { return Bytes{0x64, 0x01}; };
    pad.modify = [](ByteView) { return Bytes{0x64, 0x01}; };
    world.pcsc().setPad(kReader, pad);
    world.openCard(model);
    world.press(Phrase::PinChange);
    world.press(Phrase::PinPadStart);
    EXPECT_TRUE(world.sees(FailureCode::PinPadCancelled));
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::PinPadStart));
}

TEST(CardPin, TheIdentityCardOffersNoChangeAndSaysHowFarItIsProved) {
    KzIdModel model;
    CardWorld world;
    world.openCard(model);
    EXPECT_TRUE(world.sees(world.words().say(text::Ui::TokenNoticeEmulatorOnly)));
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        EXPECT_FALSE(button->isVisible() && button->text() == world.words().say(Phrase::PinChange));
    EXPECT_EQ(model.pinsTried, 0u);
    EXPECT_EQ(model.emptyVerifies, 0u) << "its count is unknown until it answers";
}

bool nothingTyped(World& world) {
    const auto fields = world.window().findChildren<SecretLineEdit*>();
    return std::ranges::all_of(fields, [](const SecretLineEdit* field) { return field->isEmpty(); });
}

TEST(CardPin, WhatWasTypedDoesNotStayOnAPageThatWasLeft) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "1234", "5678");
    EXPECT_FALSE(nothingTyped(world));
    world.press(Phrase::PinBack);
    EXPECT_TRUE(nothingTyped(world));

    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "1234", "5678");
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(nothingTyped(world)) << "by the side bar";

    world.window().go(Place::Keys);
    world.window().keysArea().showCard(world.cards().cardIn(kReader)->id);
    world.settle();
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "0000", "5678");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.field(Phrase::PinCurrent)->isEmpty()) << "it was wrong";
    world.type(Phrase::PinCurrent, "1234");
    world.pcsc().pull(kReader);
    world.until([&] { return world.sees(Phrase::CardAwayTitle); });
    EXPECT_TRUE(nothingTyped(world)) << "and with the card";
    EXPECT_EQ(model.pinsTried, 1u);
}

/// A card of a kind that tells no serial number; nothing in it tells two of them apart.
void makeNameless(PivModel& model) {
    model.objects.clear();
}

TEST(CardPin, OfACardWithoutASerialNumberIsNotForTheNextOneInTheReader) {
    PivModel first;
    PivModel second;
    makeNameless(first);
    makeNameless(second);
    CardWorld world;
    world.pcsc().insert(kReader, inReader(first));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    const std::string id = world.cards().cardIn(kReader)->id;
    world.window().go(Place::Keys);
    world.window().keysArea().showCard(id);
    world.window().keysArea().cards().showPin(id, PinAction::Change);
    world.settle();
    typePins(world, Phrase::PinCurrent, "123456", "654321");
    world.pcsc().swap(kReader, inReader(second));
    world.until([&] {
        const CardEntry* card = world.cards().cardIn(kReader);
        return card != nullptr && card->id != id;
    });
    EXPECT_EQ(world.cards().find(id), nullptr) << "nothing is remembered of it";
    EXPECT_FALSE(world.sees(Phrase::PinCurrent)) << "the page closed with its card";
    EXPECT_TRUE(nothingTyped(world));
    EXPECT_EQ(second.pinsTried, 0u);
}

TEST(CardPin, ASwapThatTheWindowDoesNotKnowOfYetSendsNothing) {
    PivModel first;
    PivModel second;
    makeNameless(first);
    makeNameless(second);
    CardWorld world;
    world.pcsc().insert(kReader, inReader(first));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    std::optional<PinAnswer> answer;
    // Swapped and acted upon before the thread of the windows hears of it.
    world.pcsc().swap(kReader, inReader(second));
    world.cards().actOnPin(
        world.cards().cardIn(kReader)->id, PinAction::Change,
        {SecretBytes::copyOf(viewOf("123456")), SecretBytes::copyOf(viewOf("654321"))}, &world.window(),
        [] {}, [&](const PinAnswer& got) { answer = got; });
    world.until([&] { return answer.has_value(); });
    ASSERT_FALSE(answer->outcome.ok());
    EXPECT_EQ(answer->outcome.failure().code, FailureCode::CardOther);
    EXPECT_EQ(first.pinsTried + second.pinsTried, 0u);
}

TEST(CardPin, OfTheDemonstrationIsChangedAndUnblocked) {
    World world;
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&] { return !world.cards().entries().empty(); });
    const std::string id = world.cards().entries().front().id;
    world.window().go(Place::Keys);
    world.window().keysArea().showCard(id);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, card::kDemoPin, "4321");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinChangedTitle)));
    world.demonstration().setTriesLeft(0);
    world.press(Phrase::PinBack);
    world.press(Phrase::PinChange);
    typePins(world, Phrase::PinCurrent, "4321", "1111");
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinBlockedTitle)));
    world.press(Phrase::PinBack);
    world.press(Phrase::PinUnblock);
    typePins(world, Phrase::PinPuk, card::kDemoPuk, "2222");
    world.press(Phrase::PinUnblock);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinUnblockedTitle)));
}

TEST(CardPin, ANewOneThatEverybodyKnowsIsNotTakenAndItsStrengthIsShown) {
    Pkcs15Model model;
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(Phrase::PinStrengthNone));
    typePins(world, Phrase::PinCurrent, "1234", "12345678");
    EXPECT_TRUE(world.sees(Phrase::PinRemarkPublished)) << world.visibleText().toStdString();
    EXPECT_FALSE(world.button(Phrase::PinChange)->isEnabled());
    EXPECT_TRUE(world.field(Phrase::PinNew)
                    ->accessibleDescription()
                    .contains(world.words().say(Phrase::PinRemarkPublished)))
        << "a screen reader hears it with the field";
    const auto typeNew = [&world](std::string_view pin) {
        for (const Phrase name : {Phrase::PinNew, Phrase::PinRepeat}) {
            world.field(name)->clear();
            world.type(name, pin);
        }
    };
    typeNew("0000");
    EXPECT_TRUE(world.sees(Phrase::PinRemarkPredictable));
    EXPECT_TRUE(world.button(Phrase::PinChange)->isEnabled()) << "it is weak, and theirs";
    typeNew("5826");
    EXPECT_TRUE(world.sees(Phrase::PinStrengthFair));
    EXPECT_TRUE(world.sees(Phrase::PinRemarkShort));
    typeNew("582694");
    EXPECT_TRUE(world.sees(Phrase::PinStrengthGood));
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.sees(Phrase::PinChangedTitle));
    EXPECT_TRUE(model.pinIs("582694"));
}

} // namespace
} // namespace tanba::gui::test
