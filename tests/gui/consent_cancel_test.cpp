// Whoever cancels while a key opens for a site is back at its question at once: the site hears nothing, and
// what the work still brings is dropped.
#include "tests/gui/gate.h"
#include "tests/gui/pin_world.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace tanba::gui::test {
namespace {

using AnswerKind = service::ConsentAnswer::Kind;
using Stage = GuiConsentDesk::Stage;

void expectOpening(ConsentWorld& world, Phrase note) {
    expectAlive();
    EXPECT_EQ(world.portalDesk().stage(), Stage::Opening);
    EXPECT_TRUE(world.says(Phrase::KeyUnlocking)) << world.said().toStdString();
    EXPECT_TRUE(world.says(note));
    EXPECT_EQ(QApplication::focusWidget(), world.buttonIn(*world.asking(), Phrase::Cancel));
}

void expectQuestion(ConsentWorld& world, const ConsentWorld::Asked& asked, Phrase field) {
    expectAlive();
    EXPECT_TRUE(world.isAsking()) << "the site was not refused";
    EXPECT_EQ(asked.answers, 0);
    EXPECT_EQ(world.portalDesk().stage(), Stage::Asking);
    EXPECT_TRUE(world.says(Phrase::KeyUnlockCancelled)) << world.said().toStdString();
    EXPECT_TRUE(world.secretField(field)->isEmpty()) << "what was typed is wiped";
    EXPECT_EQ(QApplication::focusWidget(), world.secretField(field));
}

TEST(ConsentCancel, LeadsBackToTheQuestionByButtonAndByEscape) {
    const std::vector<std::function<void(ConsentWorld&)>> ways = {
        [](ConsentWorld& world) { world.buttonIn(*world.asking(), Phrase::Cancel)->click(); },
        [](ConsentWorld& world) { pressKey(*world.asking(), Qt::Key_Escape); },
    };
    for (const auto& way : ways) {
        ConsentWorld world(text::Language::Ru);
        const auto key = world.putOwnKey();
        const ConsentWorld::Asked& asked = world.ask(documentQuestion());
        Gate derivation;
        holdNextReading(world, key, derivation);
        world.agree(kSignPassword);
        derivation.awaitGuest();
        expectOpening(world, Phrase::KeyUnlockingNote);
        EXPECT_FALSE(world.says(Phrase::PortalCancel)) << "one way out at a time";
        way(world);
        expectQuestion(world, asked, Phrase::KeyPassword);
        EXPECT_TRUE(world.says(Phrase::PortalCancel));
        derivation.open();
        world.settle();
        expectQuestion(world, asked, Phrase::KeyPassword);
        EXPECT_FALSE(world.portalDesk().remembersChoices()) << "the key was not used there";
        world.agree(kSignPassword);
        ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
        EXPECT_EQ(asked.kind, AnswerKind::Granted);
    }
}

TEST(ConsentCancel, KeepsNoKeyOpen) {
    ConsentWorld world;
    const auto key = world.putOwnKey();
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    Gate derivation;
    holdNextReading(world, key, derivation);
    const SigningKeyOption option = world.portalDesk().key()->option;
    world.portalDesk().sign(option, SecretBytes::copyOf(viewOf(kSignPassword)),
                            {0, std::chrono::minutes(15)});
    derivation.awaitGuest();
    world.buttonIn(*world.asking(), Phrase::Cancel)->click();
    derivation.open();
    world.settle();
    EXPECT_EQ(asked.answers, 0);
    EXPECT_EQ(world.portalDesk().unlock().minutesLeft(option), 0U);
}

TEST(ConsentCancel, OfALookLearnsNothing) {
    ConsentWorld world;
    const auto key = world.putKey("key.p12", kSignPassword);
    world.shelf().chosen(key);
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    Gate derivation;
    holdNextReading(world, key, derivation);
    world.secretField()->setFocus();
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    world.buttonIn(*world.asking(), Phrase::KeyUnlock)->click();
    derivation.awaitGuest();
    expectOpening(world, Phrase::KeyUnlockingNote);
    world.buttonIn(*world.asking(), Phrase::Cancel)->click();
    expectQuestion(world, asked, Phrase::KeyPassword);
    derivation.open();
    world.settle();
    expectQuestion(world, asked, Phrase::KeyPassword);
    EXPECT_TRUE(world.shelf().find(key)->certificates.empty());
    typeInto(*world.secretField(), fromUtf8(kSignPassword));
    world.answer(Phrase::KeyUnlock);
    EXPECT_FALSE(world.shelf().find(key)->certificates.empty());
}

TEST(ConsentCancel, OfACardWhosePinIsUnderWaySignsNothing) {
    PinWorld world;
    Gate verification;
    tanba::test::ScriptedCard held = inReader(world.first);
    held.answer = [answer = held.answer, &verification](ByteView command) {
        constexpr std::uint8_t kVerify = 0x20;
        if (command.size() > 5 && command[1] == kVerify) // with a PIN, not for the number of tries
            verification.pass();
        return answer(command);
    };
    world.pcsc().pull(kReader);
    world.until([&world] { return world.cards().cardIn(kReader) == nullptr; });
    world.pcsc().insert(kReader, held);
    world.until([&world] { return world.cards().cardIn(kReader) != nullptr; });
    const ConsentWorld::Asked& asked = world.ask(documentQuestion());
    for (const ConsentKey& key : world.portalDesk().keys())
        if (key.option.cardId == world.cards().cardIn(kReader)->id)
            world.portalDesk().chooseKey(key.option);
    world.settle();
    world.agree(kFirstPin, Phrase::SignPin);
    verification.awaitGuest();
    expectOpening(world, Phrase::KeyUnlockingCard);
    world.buttonIn(*world.asking(), Phrase::Cancel)->click();
    expectQuestion(world, asked, Phrase::SignPin);
    EXPECT_TRUE(world.says(Phrase::KeyUnlockingCard)) << "what was sent is sent";
    verification.open();
    world.settle();
    expectQuestion(world, asked, Phrase::SignPin);
    world.agree(kFirstPin, Phrase::SignPin);
    ASSERT_TRUE(world.until([&] { return asked.answers == 1; }));
    EXPECT_EQ(asked.kind, AnswerKind::Granted);
}

} // namespace
} // namespace tanba::gui::test
