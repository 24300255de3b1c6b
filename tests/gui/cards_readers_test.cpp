#include "app/gui/cards/card_index.h"
#include "app/gui/pages/cards/reader_card.h"
#include "core/base/encoding.h"
#include "tests/gui/cards_world.h"
#include "tests/gui/marked.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <future>

namespace tanba::gui::test {
namespace {

using tanba::test::cardIdentities;
using tanba::test::KzIdModel;
using tanba::test::Pkcs15Model;

/// A sentence as a heading: without its full stop, and without what fills it.
QString heading(const text::Sentence& sentence) {
    QString what = fromUtf8(sentence.what);
    what.chop(1);
    return what;
}

QString stateWords(World& world, text::Ui state) {
    return heading(text::TextTable::builtIn().sentence(state, world.words().language(), {{"card", ""}}));
}

/// The picture of readers that the page shows, as a screen reader is told it.
QString spokenState(World& world) {
    const auto cards = world.window().findChildren<ReaderCard*>();
    return cards.isEmpty() ? QString() : cards.front()->accessibleName();
}

void showReaders(World& world) {
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
    world.settle();
}

TEST(CardList, ACardThatIsPutInShowsItsOwnerAndGoesWhenItIsPulled) {
    KzIdModel model;
    CardWorld world;
    world.window().go(Place::Keys);
    const QString owner = ownerOf(cardIdentities().rsa);
    EXPECT_FALSE(world.sees(owner));
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.sees(owner); });
    EXPECT_TRUE(world.sees(fromUtf8(kReader))) << "where it is";
    EXPECT_EQ(model.pinsTried, 0u);
    world.pcsc().pull(kReader);
    world.until([&] { return !world.sees(owner); });
    EXPECT_FALSE(std::filesystem::exists(world.home() / "data" / "cards.json"))
        << "a card that was merely put in is not remembered";
}

TEST(CardList, WhatWasProvedWithAnEmulatorOnlyIsSaidInEveryList) {
    KzIdModel model;
    CardWorld world;
    world.window().go(Place::Keys);
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.sees(ownerOf(cardIdentities().rsa)); });
    EXPECT_TRUE(world.sees(world.words().say(text::Ui::TokenProofEmulatorOnly)));
    showReaders(world);
    EXPECT_TRUE(spokenState(world).contains(world.words().say(text::Ui::TokenNoticeEmulatorOnly)));
}

TEST(CardList, TwoKeysOfOnePersonAreOneRowAndTheProgramChooses) {
    KzIdModel model;
    CardWorld world;
    world.openCard(model);
    EXPECT_TRUE(world.sees(Phrase::ChoiceEach)) << "which key is for what, in a line";
    EXPECT_TRUE(world.sees(Phrase::UseSigning));
    EXPECT_TRUE(world.sees(Phrase::UseLogin));
    const auto entries = world.cards().entries();
    ASSERT_EQ(entries.size(), 1u);
    const auto holders = holdersOf(entries.front());
    ASSERT_EQ(holders.size(), 1u);
    const CardKeyInfo* signing = chosenKey(holders.front().keys, KeyUse::Signing, world.cards().now());
    ASSERT_NE(signing, nullptr);
    EXPECT_EQ(signing->certificate, cardIdentities().rsa.certificate);
    const CardKeyInfo* login = chosenKey(holders.front().keys, KeyUse::Login, world.cards().now());
    ASSERT_NE(login, nullptr);
    EXPECT_EQ(login->certificate, cardIdentities().secondRsa.certificate);
}

TEST(CardList, ACardThatWasOpenedIsRememberedByPublicFactsAndShownAsNotInserted) {
    KzIdModel model;
    CardWorld world;
    world.openCard(model);
    const QString owner = ownerOf(cardIdentities().rsa);
    world.pcsc().pull(kReader);
    world.until([&] { return world.sees(Phrase::CardAwayTitle); });
    EXPECT_NE(QApplication::focusWidget(), nullptr) << "the keyboard did not go with the card";
    world.window().go(Place::Keys);
    world.settle();
    EXPECT_TRUE(world.sees(owner));
    EXPECT_TRUE(world.row(owner + QStringLiteral(", ") + world.words().say(Phrase::StatusAway)) != nullptr);

    const std::filesystem::path index = world.home() / "data" / "cards.json";
    const Bytes written = tanba::test::fileContent(index);
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(index).permissions() & others, std::filesystem::perms::none);
    DiskFileStore files;
    const auto remembered = readCardIndex(files, index);
    ASSERT_EQ(remembered.size(), 1u);
    EXPECT_EQ(remembered.front().id.size(), 64u) << "a hash of the serial number";
    EXPECT_EQ(remembered.front().presence, Presence::Gone);
    EXPECT_EQ(asText(written).find(kReader), std::string_view::npos) << "no place";

    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    EXPECT_EQ(world.cards().entries().size(), 1u) << "the same card again, not another row";
    world.cards().forgetAll();
    world.settle();
    EXPECT_TRUE(readCardIndex(files, index).empty());
}

struct ReaderCase {
    const char* name;
    void (*happen)(World&);
    text::Ui words;
};
void PrintTo(const ReaderCase& test, std::ostream* out) {
    *out << test.name;
}

class EveryReaderState : public testing::TestWithParam<ReaderCase> {};

TEST_P(EveryReaderState, HasItsSentenceAndNextStep) {
    World world;
    GetParam().happen(world);
    world.watchReaders();
    showReaders(world);
    const text::Sentence wanted =
        text::TextTable::builtIn().sentence(GetParam().words, text::Language::Kk, {{"card", ""}});
    world.until([&] { return spokenState(world).contains(heading(wanted)); });
    EXPECT_TRUE(world.visibleText().contains(heading(wanted)));
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(wanted.next)));
    EXPECT_TRUE(spokenState(world).contains(fromUtf8(wanted.next))) << "a screen reader is told as well";
}

Bytes answerNothing(ByteView) {
    return {0x6A, 0x82};
}

INSTANTIATE_TEST_SUITE_P(
    States, EveryReaderState,
    testing::Values(
        ReaderCase{"service_off", [](World& world) { world.pcsc().stopService(); },
                   text::Ui::MonitorServiceOff},
        ReaderCase{"no_reader", [](World&) {}, text::Ui::MonitorNoReader},
        ReaderCase{"empty", [](World& world) { world.pcsc().plug(kReader); }, text::Ui::MonitorEmpty},
        ReaderCase{"unknown",
                   [](World& world) {
                       world.pcsc().plug(kReader);
                       world.pcsc().insert(kReader, {{0x3B, 0x80, 0x80, 0x01, 0x01}, answerNothing, {}, {}});
                   },
                   text::Ui::MonitorUnknown},
        ReaderCase{"unreadable",
                   [](World& world) {
                       world.pcsc().plug(kReader);
                       world.pcsc().insertMute(kReader);
                   },
                   text::Ui::MonitorUnreadable},
        ReaderCase{"in_use",
                   [](World& world) {
                       world.pcsc().plug(kReader);
                       world.pcsc().insert(kReader, {{0x3B, 0x80, 0x80, 0x01, 0x01}, answerNothing, {}, {}});
                       world.pcsc().holdExclusively(kReader);
                   },
                   text::Ui::MonitorInUse}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Readers, NoRightIsSaidOfTheServiceAndOfTheCard) {
    for (const bool serviceItself : {true, false}) {
        World world;
        world.pcsc().plug(kReader);
        KzIdModel model;
        world.pcsc().insert(kReader, inReader(model));
        if (serviceItself)
            world.pcsc().denyService(true);
        else
            world.pcsc().denyCards(true);
        world.watchReaders();
        showReaders(world);
        const text::Sentence wanted = world.words().sentence(fail(FailureCode::ReaderNoRight));
        world.until([&] { return spokenState(world).contains(heading(wanted)); });
        EXPECT_TRUE(world.visibleText().contains(fromUtf8(wanted.next)));
    }
}

TEST(Readers, ReadingIsShownWhileTheCardThinks) {
    KzIdModel model;
    CardWorld world;
    showReaders(world);
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    tanba::test::ScriptedCard card = inReader(model);
    card.answer = [&model, released](ByteView command) {
        released.wait();
        return model.answer(command);
    };
    world.pcsc().insert(kReader, card);
    const QString reading = stateWords(world, text::Ui::MonitorReading);
    world.until([&] { return spokenState(world).contains(reading); });
    release.set_value();
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    EXPECT_TRUE(world.sees(Phrase::ReadersOpen));
}

TEST(Readers, AKnownCardIsOpenedFromHereAndTheFocusSurvivesItsRemoval) {
    KzIdModel model;
    CardWorld world;
    showReaders(world);
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    world.button(Phrase::ReadersOpen)->setFocus();
    world.pcsc().pull(kReader);
    const QString empty = stateWords(world, text::Ui::MonitorEmpty);
    world.until([&] { return spokenState(world).contains(empty); });
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_TRUE(QApplication::focusWidget()->isVisible());
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    world.press(Phrase::ReadersOpen);
    EXPECT_TRUE(world.sees(ownerOf(cardIdentities().rsa)));
}

TEST(Readers, AReaderThatComesAndGoesIsFollowed) {
    World world;
    world.watchReaders();
    showReaders(world);
    const QString none = stateWords(world, text::Ui::MonitorNoReader);
    const QString empty = stateWords(world, text::Ui::MonitorEmpty);
    world.until([&] { return spokenState(world).contains(none); });
    world.pcsc().plug(kReader);
    world.until([&] { return spokenState(world).contains(empty); });
    EXPECT_TRUE(spokenState(world).contains(fromUtf8(kReader)));
    world.pcsc().plug("Second reader");
    world.until([&] { return world.visibleText().contains(QStringLiteral("Second reader")); });
    world.pcsc().unplug(kReader);
    world.until([&] { return !world.visibleText().contains(fromUtf8(kReader)); });
}

TEST(Readers, ACardThatCannotBeReadSaysWhyAndIsReadAgain) {
    KzIdModel model;
    CardWorld world;
    showReaders(world);
    // Recognising takes two sessions of the monitor and of the list; the second one breaks off.
    int commands = 0;
    bool broken = true;
    tanba::test::ScriptedCard card = inReader(model);
    card.answer = [&](ByteView command) -> Bytes {
        // GET DATA for the keys comes only when the card is read.
        if (broken && command.size() > 1 && command[1] == 0xCB && ++commands > 1)
            return {0x65, 0x81};
        return model.answer(command);
    };
    world.pcsc().insert(kReader, card);
    world.until([&] { return world.cards().troubleOf(kReader) != nullptr; });
    EXPECT_TRUE(world.sees(Phrase::ReadersNotRead));
    EXPECT_TRUE(world.sees(world.cards().troubleOf(kReader)->code));
    broken = false;
    world.press(Phrase::ReadersAgain);
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    EXPECT_FALSE(world.sees(Phrase::ReadersNotRead));
}

TEST(Readers, HomeTellsOfACardThatCannotBeReadAndLeadsToTheReaders) {
    KzIdModel model;
    CardWorld world;
    EXPECT_FALSE(world.sees(Phrase::ReadersNotRead));
    int commands = 0;
    tanba::test::ScriptedCard card = inReader(model);
    card.answer = [&](ByteView command) -> Bytes {
        if (command.size() > 1 && command[1] == 0xCB && ++commands > 1)
            return {0x65, 0x81};
        return model.answer(command);
    };
    world.pcsc().insert(kReader, card);
    world.until([&] { return world.cards().troubleOf(kReader) != nullptr; });
    EXPECT_TRUE(world.sees(Phrase::ReadersNotRead));
    EXPECT_TRUE(world.sees(world.cards().troubleOf(kReader)->code));
    EXPECT_EQ(world.attendant().board().count(), 1) << "the tray counts it";
    world.row(world.words().say(Phrase::ReadersNotRead))->click();
    world.settle();
    EXPECT_TRUE(spokenState(world).contains(fromUtf8(kReader)));
    world.window().go(Place::Home);
    world.pcsc().pull(kReader);
    world.until([&] { return !world.sees(Phrase::ReadersNotRead); });
}

TEST(Readers, NothingIsAskedAgainAndAgain) {
    KzIdModel model;
    CardWorld world;
    world.openCard(model);
    const unsigned commands = world.pcsc().apduCount();
    ASSERT_TRUE(world.pcsc().untilSomebodyWaits());
    world.window().go(Place::Keys);
    world.settle();
    EXPECT_EQ(world.pcsc().apduCount(), commands) << "the list shows what was read once";
    EXPECT_EQ(world.pcsc().resets(kReader), 0u) << "nothing secret happened";
}

TEST(Demonstration, IsMarkedWhereverItShows) {
    World world;
    world.window().go(Place::Keys);
    EXPECT_TRUE(world.cards().entries().empty()) << "only when it is asked for";
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&] { return !world.cards().entries().empty(); });
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("Көрсетуге арналған карта, нағыз емес")));
    EXPECT_EQ(marksIn(world.window()), 3) << "each key in the list";
    world.window().keysArea().showCard(world.cards().entries().front().id);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(text::Ui::TokenNoticeSimulated)));
    EXPECT_EQ(marksIn(world.window()), 1) << "the page of the card";
    world.press(Phrase::PinChange);
    EXPECT_EQ(marksIn(world.window()), 1) << "where its PIN is changed";
    world.window().keysArea().showReaders();
    world.cards().setDemonstration(CardShelf::Demonstration::Hidden);
    world.settle();
    EXPECT_TRUE(world.cards().entries().empty()) << "and it is never remembered";
    EXPECT_FALSE(std::filesystem::exists(world.home() / "data" / "cards.json"));
}

} // namespace
} // namespace tanba::gui::test
