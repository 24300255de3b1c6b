#include "tests/gui/cards_world.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

// Qt makes a keyword of a name in it.
#pragma push_macro("slots")
#undef slots
#include "tests/unit/cardreader/pkcs11/test_module.h"
#pragma pop_macro("slots")

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

using pkcs11::TestModule;

/// Begins on the page of readers, where the modules are asked.
void showReaders(World& world) {
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
    world.settle();
}

std::string onlyToken(World& world) {
    const auto entries = world.cards().entries();
    EXPECT_EQ(entries.size(), 1u);
    return entries.empty() ? std::string() : entries.front().id;
}

QString sentence(World& world, FailureCode code, const TestModule& module) {
    return fromUtf8(world.words().sentence(fail(code, module.path().filename().string())).what);
}

TEST(Modules, ATokenIsListedWithItsOwnerAndItsPinIsChanged) {
    TestModule module;
    World world;
    world.putModule(module.path());
    showReaders(world);
    const QString owner = ownerOf(pkcs11::gostPerson());
    EXPECT_TRUE(world.visibleText().contains(owner)) << world.visibleText().toStdString();
    world.window().go(Place::Keys);
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(owner)) << "in the one list of all keys";
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PurposeBothNote)));
    world.press(Phrase::PinChange);
    world.type(Phrase::PinCurrent, "00000000");
    world.type(Phrase::PinNew, "87654321");
    world.type(Phrase::PinRepeat, "87654321");
    world.press(Phrase::PinChange);
    EXPECT_EQ(module.calls("C_SetPIN"), 1) << "sent once";
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::PinChangedTitle)));
    world.field(Phrase::PinCurrent)->clear();
    world.type(Phrase::PinCurrent, pkcs11::kRightPin);
    world.press(Phrase::PinChange);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinChangedTitle)))
        << world.visibleText().toStdString();
}

TEST(Modules, FlagsOfThePinAreShown) {
    TestModule module;
    module.tell("pin", "locked");
    World world;
    world.putModule(module.path());
    showReaders(world);
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinBlockedTitle)));
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::PinBlockedIssuer)));
}

TEST(Modules, AKeyWithoutACertificateIsShownAndExplained) {
    TestModule module;
    module.removeBeside("cert");
    World world;
    world.putModule(module.path());
    showReaders(world);
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::NoCertificateTokenTitle)));
}

/// Presses the button that saves the only key file of the token.
void saveKeyFile(World& world, const std::filesystem::path& file) {
    const CardEntry* entry = world.cards().find(onlyToken(world));
    ASSERT_NE(entry, nullptr);
    ASSERT_EQ(entry->keyFiles.size(), 1u);
    const QString save = world.words().say(Phrase::KeyFilesSave, {{"name", entry->keyFiles.front().label}});
    world.answerNewFile(file);
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == save)
            button->click();
    world.settle();
}

TEST(Modules, AKeyFileOnATokenIsSavedForItsOwnerAndOpened) {
    TestModule module;
    auto root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
    const Bytes p12 = tanba::test::pkcs12File(root.issue(crypto::KeyAlgorithm::Gost2015_512), "Right-One1");
    module.putBeside("p12", p12);
    World world;
    world.putModule(module.path());
    showReaders(world);
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::KeyFilesTitle)));
    const std::filesystem::path file = world.home() / "from-token.p12";
    saveKeyFile(world, file);
    EXPECT_EQ(tanba::test::fileContent(file), p12);
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(file).permissions() & others, std::filesystem::perms::none);
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_NE(world.shelf().find(file), nullptr);
}

TEST(Modules, AHiddenKeyFileIsFoundWithThePinSavedAndOpened) {
    TestModule module;
    auto root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
    const Bytes p12 = tanba::test::pkcs12File(root.issue(crypto::KeyAlgorithm::Gost2015_512), "Right-One1");
    module.putBeside("p12", p12);
    module.tell("p12", "private");
    World world;
    world.putModule(module.path());
    showReaders(world);
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    const auto sees = [&world](const QString& text) { return world.visibleText().contains(text); };
    EXPECT_FALSE(sees(world.words().say(Phrase::KeyFilesTitle)));
    ASSERT_TRUE(sees(world.words().say(Phrase::HiddenFilesTitle)));
    const int before = module.calls("C_Login");
    world.type(Phrase::HiddenFilesPin, "00000000");
    world.press(Phrase::HiddenFilesLook);
    EXPECT_EQ(module.calls("C_Login"), before + 1) << "sent once";
    EXPECT_TRUE(sees(fromUtf8(world.words().sentence(fail(FailureCode::PinWrongCountUnknown)).what)))
        << world.visibleText().toStdString();
    EXPECT_TRUE(world.field(Phrase::HiddenFilesPin)->isEmpty());
    EXPECT_FALSE(sees(world.words().say(Phrase::KeyFilesTitle)));
    world.type(Phrase::HiddenFilesPin, pkcs11::kRightPin);
    world.press(Phrase::HiddenFilesLook);
    EXPECT_EQ(module.calls("C_Login"), before + 2);
    EXPECT_TRUE(sees(world.words().say(Phrase::HiddenFilesFound))) << world.visibleText().toStdString();
    const std::filesystem::path file = world.home() / "hidden.p12";
    saveKeyFile(world, file);
    EXPECT_EQ(tanba::test::fileContent(file), p12);
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_NE(world.shelf().find(file), nullptr);
}

TEST(Modules, ATokenWithoutHiddenKeyFilesSaysSo) {
    TestModule module;
    World world;
    world.putModule(module.path());
    showReaders(world);
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    world.type(Phrase::HiddenFilesPin, pkcs11::kRightPin);
    world.press(Phrase::HiddenFilesLook);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::HiddenFilesNone)))
        << world.visibleText().toStdString();
    // What was typed does not wait in a page that nobody sees.
    world.type(Phrase::HiddenFilesPin, "1234");
    world.window().go(Place::Home);
    world.settle();
    world.window().go(Place::Keys);
    world.settle();
    world.window().keysArea().showCard(onlyToken(world));
    world.settle();
    EXPECT_TRUE(world.field(Phrase::HiddenFilesPin)->isEmpty());
}

TEST(Modules, ATokenThatStaysIsNeverSeenToGoWhileModulesAreLookedAt) {
    TestModule module;
    World world;
    world.putModule(module.path());
    showReaders(world);
    const std::string id = onlyToken(world);
    bool missed = false;
    QObject::connect(&world.cards(), &CardShelf::cardsChanged, &world.window(), [&] {
        const CardEntry* token = world.cards().find(id);
        missed = missed || token == nullptr || !token->there();
    });
    world.cards().lookAtModules();
    world.settle();
    EXPECT_FALSE(missed);
    EXPECT_EQ(world.cards().entries().size(), 1u);
}

/// And again only for another card, or when the person asks.
TEST(Modules, AreStartedOncePerCardThatNoDriverKnows) {
    TestModule module;
    CardWorld world;
    world.putModule(module.path());
    int looks = 0;
    QObject::connect(&world.cards(), &CardShelf::modulesChanged, &world.window(),
                     [&] { looks += world.cards().lookingAtModules() ? 1 : 0; });
    const auto stateIs = [&](card::ReaderState state) {
        return world.cards().readers()->readers.front().state == state;
    };
    const tanba::test::ScriptedCard unknown{{0x3B, 0x80, 0x80, 0x01, 0x01},
                                            [](ByteView) {
                                                return Bytes{0x6A, 0x82};
                                            },
                                            {},
                                            {}};
    world.pcsc().insert(kReader, unknown);
    world.until([&] { return stateIs(card::ReaderState::UnknownCard); });
    world.settle();
    EXPECT_EQ(looks, 1);
    world.cards().addModule(module.path()); // by the person, as often as they wish
    world.settle();
    EXPECT_EQ(looks, 2);
    world.pcsc().swap(kReader, unknown);
    world.until([&] { return looks > 2; });
}

TEST(Modules, MisbehaviourGetsASentence) {
    TestModule module;
    module.tell("crash_in", "C_GetSlotList");
    World world;
    world.putModule(module.path());
    showReaders(world);
    EXPECT_TRUE(world.visibleText().contains(sentence(world, FailureCode::ModuleCrashed, module)))
        << world.visibleText().toStdString();
    module.tell("crash_in", "");
    world.press(Phrase::ModulesAgain);
    EXPECT_TRUE(world.visibleText().contains(ownerOf(pkcs11::gostPerson()))) << "and the next look is whole";
}

TEST(Modules, TheFileThatAPersonNamedIsKeptAndRemoved) {
    TestModule module;
    World world;
    showReaders(world);
    EXPECT_TRUE(world.visibleText().contains(world.words().say(Phrase::ModulesNone)));
    world.cards().addModule(module.path());
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(ownerOf(pkcs11::gostPerson())));
    EXPECT_EQ(world.settings().get(platform::settings::kModules),
              QStringList{QString::fromStdString(module.path().string())});
    const QString remove = world.words().say(Phrase::SettingsRemoveFolder, {{"folder", "module.so"}});
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == remove) {
            button->click();
            break;
        }
    world.settle();
    EXPECT_TRUE(world.settings().get(platform::settings::kModules).isEmpty());
    EXPECT_TRUE(world.cards().entries().empty());
}

TEST(Modules, AModuleThatOthersCouldReplaceIsRefusedWithASentence) {
    TestModule module;
    std::filesystem::permissions(module.path(), std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    World world;
    world.putModule(module.path());
    showReaders(world);
    EXPECT_TRUE(world.visibleText().contains(
        fromUtf8(world.words().sentence(fail(FailureCode::ModuleUnsafeFolder)).what).left(20)))
        << world.visibleText().toStdString();
}

} // namespace
} // namespace tanba::gui::test
