#include "tests/gui/cards_world.h"

#include "cardreader/tokens/shown_certificates.h"
#include "core/keys/kz_profile.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {

QString ownerOf(const tanba::test::Identity& identity) {
    return fromUtf8(keys::kzProfile(identity.certificate).owner.displayName());
}

CardWorld::CardWorld() {
    // One process makes many worlds with the same card, which shows its certificates in some only.
    card::shownInThisRun().forgetFruitless();
    pcsc().plug(kReader);
    watchReaders();
    until([this] { return cards().readers().has_value(); });
}

QAbstractButton* CardWorld::row(const QString& beginning) {
    for (auto* button : window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(beginning))
            return button;
    ADD_FAILURE() << "nothing visible is called " << beginning.toStdString();
    return nullptr;
}

namespace {

tanba::test::KzIdModel& walkedCard() {
    static tanba::test::KzIdModel model;
    model.hideCertificates();
    return model;
}

void putIn(World& world, tanba::test::CardModel& model) {
    if (world.cards().cardIn(kReader) != nullptr)
        world.pcsc().pull(kReader);
    world.until([&world] { return world.cards().cardIn(kReader) == nullptr; });
    world.pcsc().insert(kReader, inReader(model));
    world.until([&world] { return world.cards().cardIn(kReader) != nullptr; });
}

void openInserted(World& world) {
    world.window().go(Place::Keys);
    world.window().keysArea().showCard(world.cards().cardIn(kReader)->id);
    world.settle();
}

} // namespace

void goToReaders(World& world) {
    world.pcsc().plug(kReader);
    world.watchReaders();
    world.until([&world] { return world.cards().readers() && !world.cards().readers()->readers.empty(); });
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
}

void goToReaderWithCard(World& world) {
    world.window().keysArea().showReaders();
    putIn(world, walkedCard());
}

void goToCardWithoutCertificate(World& world) {
    openInserted(world);
}

void goToAdopt(World& world) {
    world.press(Phrase::AdoptTitle);
}

void goToSurvey(World& world) {
    world.window().keysArea().showReaders();
    world.settle();
    world.press(Phrase::SurveyTitle);
}

void goToReport(World& world) {
    world.press(Phrase::SurveyMake);
}

void goToCardWithPin(World& world) {
    static tanba::test::Pkcs15Model model;
    model.triesLeft = model.maximumTries;
    putIn(world, model);
    openInserted(world);
}

void goToWrongPin(World& world) {
    world.press(Phrase::PinChange);
    for (const Phrase field : {Phrase::PinCurrent, Phrase::PinNew, Phrase::PinRepeat})
        world.type(field, "9876");
    world.type(Phrase::PinCurrent, "5");
    world.press(Phrase::PinChange);
}

void goToUnblock(World& world) {
    world.window().keysArea().cards().showPin(world.cards().cardIn(kReader)->id, PinAction::Unblock);
}

void goToPinPad(World& world) {
    static tanba::test::Pkcs15Model model;
    tanba::test::ScriptedPad pad;
    pad.verify = pad.modify = [](ByteView) { return Bytes{0x90, 0x00}; };
    world.pcsc().setPad(kReader, pad);
    putIn(world, model);
    openInserted(world);
    world.press(Phrase::PinChange);
}

void goToDemonstration(World& world) {
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.settle();
    for (const CardEntry& entry : world.cards().entries())
        if (entry.simulated())
            world.window().keysArea().showCard(entry.id);
}

void CardWorld::openCard(tanba::test::CardModel& model) {
    pcsc().insert(kReader, inReader(model));
    until([this] { return cards().cardIn(kReader) != nullptr; });
    window().go(Place::Keys);
    window().keysArea().showCard(cards().cardIn(kReader)->id);
    settle();
}

} // namespace tanba::gui::test
