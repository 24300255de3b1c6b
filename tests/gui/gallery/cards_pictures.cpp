#include "tests/gui/gallery/cards_pictures.h"

#include "app/gui/pages/cards/adopt_page.h"
#include "core/base/safe_write.h"
#include "tests/gui/cards_world.h"

namespace tanba::gui::test {

namespace {

using tanba::test::cardIdentities;
using tanba::test::KzIdModel;
using tanba::test::Pkcs15Model;
using tanba::test::ScriptedPad;

Bytes answerNothing(ByteView) {
    return {0x6A, 0x82};
}

void untilRead(World& world) {
    world.until([&world] { return world.cards().cardIn(kReader) != nullptr; });
}

void untilState(World& world, card::ReaderState state) {
    world.until([&world, state] {
        const auto& readers = world.cards().readers();
        return readers && readers->readers.size() == 1 && readers->readers.front().state == state;
    });
}

void pull(World& world) {
    world.pcsc().pull(kReader);
    untilState(world, card::ReaderState::Empty);
}

void drawReaders(World& world, const std::function<void(const char*)>& take) {
    world.window().keysArea().showReaders();
    world.until([&world] { return world.cards().readers().has_value(); });
    take("card-60-readers-none");
    world.pcsc().plug(kReader);
    untilState(world, card::ReaderState::Empty);
    take("card-61-readers-empty");
    world.pcsc().insert(kReader, {{0x3B, 0x80, 0x80, 0x01, 0x01}, answerNothing, {}, {}});
    untilState(world, card::ReaderState::UnknownCard);
    take("card-62-readers-unknown");
    pull(world);
    world.pcsc().holdExclusively(kReader);
    world.pcsc().insert(kReader, {{0x3B, 0x80, 0x80, 0x01, 0x01}, answerNothing, {}, {}});
    untilState(world, card::ReaderState::InUse);
    take("card-63-readers-in-use");
    world.pcsc().letGo(kReader);
    pull(world);
    world.pcsc().insertMute(kReader);
    untilState(world, card::ReaderState::Unreadable);
    take("card-64-readers-unreadable");
    pull(world);
}

void drawIdCard(World& world, const std::function<void(const char*)>& take, KzIdModel& model) {
    world.pcsc().insert(kReader, inReader(model));
    untilRead(world);
    take("card-65-readers-known");
    const std::string id = world.cards().cardIn(kReader)->id;
    world.window().keysArea().showCard(id);
    take("card-66-card-without-certificate");
    world.press(Phrase::AdoptTitle);
    take("card-67-adopt");
    const std::filesystem::path folder = world.home() / "certificates";
    std::filesystem::create_directories(folder);
    for (const auto* identity : {&cardIdentities().rsa, &cardIdentities().secondRsa}) {
        const std::filesystem::path file = folder / "card.cer";
        DiskFileStore files;
        const ByteView der = identity->certificate.der();
        static_cast<void>(
            writeFileSafely(files, file, IfExists::Replace, [der](ByteSink& out) { return out.write(der); }));
        dynamic_cast<AdoptPage&>(world.window().currentPage())
            .give({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
        world.settle();
    }
    take("card-68-adopt-done");
    world.press(Phrase::PinBack);
    take("card-69-card");
    world.press(Phrase::KeyDetails);
    take("card-70-card-details");
    world.window().keysArea().showReaders();
    world.settle();
    world.press(Phrase::SurveyTitle);
    take("card-71-survey");
    world.press(Phrase::SurveyMake);
    take("card-72-survey-text");
    pull(world);
    world.window().keysArea().showCard(id);
    take("card-73-card-away");
    world.window().go(Place::Keys);
    take("card-74-keys-with-card");
}

void typePin(World& world, std::string_view current) {
    world.field(Phrase::PinCurrent)->clear();
    world.type(Phrase::PinCurrent, current);
    world.press(Phrase::PinChange);
}

void drawPin(World& world, const std::function<void(const char*)>& take, Pkcs15Model& model) {
    world.pcsc().insert(kReader, inReader(model));
    untilRead(world);
    world.window().keysArea().showCard(world.cards().cardIn(kReader)->id);
    take("card-75-card-with-pin");
    world.press(Phrase::PinChange);
    take("card-76-pin");
    world.type(Phrase::PinNew, "5678");
    world.type(Phrase::PinRepeat, "5678");
    typePin(world, "0000");
    take("card-77-pin-wrong");
    typePin(world, "0000");
    take("card-78-pin-last");
    typePin(world, "0000");
    take("card-79-pin-blocked");
    world.press(Phrase::PinBack);
    take("card-80-card-blocked");
    world.press(Phrase::PinUnblock);
    world.type(Phrase::PinPuk, "12345678");
    world.type(Phrase::PinNew, "1234");
    world.type(Phrase::PinRepeat, "1234");
    take("card-81-unblock");
    world.press(Phrase::PinUnblock);
    take("card-82-unblocked");
    pull(world);
    ScriptedPad pad;
    pad.verify = [](ByteView) { return Bytes{0x90, 0x00}; };
    pad.modify = [](ByteView) { return Bytes{0x64, 0x01}; };
    world.pcsc().setPad(kReader, pad);
    world.pcsc().insert(kReader, inReader(model));
    untilRead(world);
    world.window().keysArea().showCard(world.cards().cardIn(kReader)->id);
    world.press(Phrase::PinChange);
    take("card-83-pin-on-reader");
    world.press(Phrase::PinPadStart);
    take("card-84-pin-on-reader-cancelled");
}

} // namespace

void drawCards(World& world, const std::function<void(const char*)>& take) {
    // The service holds the cards for as long as the world lives.
    static KzIdModel identityCard;
    static Pkcs15Model token;
    identityCard.hideCertificates();
    world.window().go(Place::Keys);
    world.watchReaders();
    drawReaders(world, take);
    drawIdCard(world, take, identityCard);
    drawPin(world, take, token);
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.putModule(world.home() / "absent-module.so");
    world.window().keysArea().showReaders();
    world.settle();
    take("card-85-readers-demonstration");
    world.window().currentPage().ensureVisible(0, 5000);
    take("card-86-readers-below");
    world.window().go(Place::Keys);
    take("card-87-keys-all");
    for (const CardEntry& entry : world.cards().entries())
        if (entry.simulated())
            world.window().keysArea().showCard(entry.id);
    take("card-88-card-demonstration");
    world.pcsc().stopService();
    world.window().keysArea().showReaders();
    world.until([&world] { return world.cards().readers()->service == card::ServiceState::Off; });
    take("card-89-readers-off");
    world.pcsc().startService();
}

} // namespace tanba::gui::test
