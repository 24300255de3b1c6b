// Long work of the pages about keys: how far it is, and that it can be left at any moment.
#include "app/gui/guarded_application.h"
#include "core/keys/pkcs12.h"
#include "tests/gui/gate.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QProgressBar>
#include <QTimer>
#include <stdexcept>

namespace tanba::gui::test {
namespace {

/// A world that knows of one key file, alone in its folder and not unlocked yet; at the keys.
class OneKeyWorld : public World {
  public:
    OneKeyWorld() : key_(putKey("keys/key.p12", "Right-One1")) {
        shelf().chosen(key_);
        window().go(Place::Keys);
    }
    const std::filesystem::path& key() const { return key_; }
    void showKey() {
        window().keysArea().showKey(key_);
        settle();
    }
    void showPassword() {
        window().keysArea().showPassword(key_);
        settle();
    }

  private:
    std::filesystem::path key_;
};

bool sees(World& world, const QString& text) {
    return world.visibleText().contains(text);
}

bool sees(World& world, Phrase phrase) {
    return sees(world, world.words().say(phrase));
}

QProgressBar* visibleBar(World& world) {
    for (auto* bar : world.window().findChildren<QProgressBar*>())
        if (bar->isVisible())
            return bar;
    return nullptr;
}

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    return names;
}

TEST(Cancel, ASearchWhosePlacesHangLeavesTheWindowFree) {
    World world;
    Gate network;
    world.beforeSearching([&network] { network.pass(); });
    world.window().go(Place::Keys);
    world.button(Phrase::KeysSearch)->click();
    network.awaitGuest();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::KeysSearchPlaces));
    EXPECT_FALSE(sees(world, Phrase::SignSecondsLeft)) << "no time is promised yet";
    world.button(Phrase::KeysStop)->click();
    expectAlive();
    network.open();
    world.settle();
    EXPECT_TRUE(sees(world, world.words().say(Phrase::KeysSearchStopped, {{"count", "0"}})));
}

TEST(Cancel, ASearchTellsHowMuchIsDoneAndWhereItWaits) {
    World world;
    const auto key = world.putKey("first/key.p12", "Right-One1");
    const auto other = world.putKey("second/other.p12", "Right-One1");
    world.shelf().chosen(key);
    world.shelf().chosen(other);
    Gate network;
    world.files().beforeListing = [&network](const std::filesystem::path& folder) -> Outcome {
        if (folder.filename() == "second")
            network.pass();
        return Done{};
    };
    world.window().go(Place::Keys);
    world.button(Phrase::KeysSearch)->click();
    network.awaitGuest();
    expectAlive();
    QProgressBar* const bar = visibleBar(world);
    ASSERT_NE(bar, nullptr);
    EXPECT_EQ(bar->maximum(), 1000);
    EXPECT_GT(bar->value(), 0) << "the home folder itself is read";
    EXPECT_LT(bar->value(), 334) << "there are three places: it, and where the remembered keys lie";
    EXPECT_EQ(bar->accessibleName(), world.words().say(Phrase::KeysSearchBar));
    EXPECT_TRUE(bar->accessibleDescription().contains(QString::number(bar->value() / 10)));
    world.button(Phrase::KeysStop)->click();
    QString beginning = world.words().say(Phrase::KeysSearchStopping, {{"folder", ""}});
    EXPECT_TRUE(sees(world, beginning.trimmed())) << world.visibleText().toStdString();
    network.open();
    world.settle();
    EXPECT_EQ(visibleBar(world), nullptr);
    world.press(Phrase::KeysSearch);
    EXPECT_TRUE(sees(world, world.words().say(Phrase::KeysSearchDone, {{"count", "2"}})));
}

TEST(Cancel, ASearchTellsHowLongItWillStillTakeOnceItKnows) {
    World world;
    world.putKey("one/key.p12", "Right-One1");
    world.putKey("two/key.p12", "Right-One1");
    Gate first;
    Gate second;
    world.files().beforeListing = [&](const std::filesystem::path& folder) -> Outcome {
        if (folder.filename() == "one")
            first.pass();
        if (folder.filename() == "two")
            second.pass();
        return Done{};
    };
    world.window().go(Place::Keys);
    world.button(Phrase::KeysSearch)->click();
    first.awaitGuest();
    expectAlive();
    QProgressBar* const bar = visibleBar(world);
    ASSERT_NE(bar, nullptr);
    const int before = bar->value();
    EXPECT_FALSE(sees(world, Phrase::SignSecondsLeft)) << "it has only begun";
    world.letPass(std::chrono::minutes(3));
    first.open();
    second.awaitGuest();
    expectAlive();
    EXPECT_GT(bar->value(), before);
    EXPECT_LT(bar->value(), 1000);
    const int minutes = 3 * (1000 - bar->value()) / bar->value() + 1;
    const QString left = world.words().say(Phrase::SignMinutesLeft, {{"minutes", std::to_string(minutes)}});
    EXPECT_TRUE(sees(world, left)) << world.visibleText().toStdString();
    EXPECT_TRUE(bar->accessibleDescription().contains(left)) << "a screen reader hears it too";
    world.button(Phrase::KeysStop)->click();
    EXPECT_FALSE(sees(world, left)) << "nothing is left to wait for but the folder that it is in";
    second.open();
    world.settle();
    EXPECT_TRUE(sees(world, world.words().say(Phrase::KeysSearchStopped, {{"count", "1"}})));
}

TEST(Cancel, ADiskThatDoesNotTellOfTheStartHoldsNothing) {
    World world;
    Gate disk;
    world.files().beforeAsking = [&disk](const std::filesystem::path& file) -> Outcome {
        if (file.filename() == "tanba.desktop")
            disk.pass();
        return Done{};
    };
    world.window().go(Place::Settings);
    disk.awaitGuest();
    expectAlive();
    EXPECT_FALSE(world.button(Phrase::SettingsAutostart)->isEnabled()) << "nobody knows yet";
    disk.open();
    world.settle();
    EXPECT_TRUE(world.button(Phrase::SettingsAutostart)->isEnabled());
    EXPECT_FALSE(world.button(Phrase::SettingsMinimised)->isEnabled()) << "means nothing without the other";
}

TEST(Cancel, UnlockingIsLeftAtOnceAndWhatItBringsIsDropped) {
    OneKeyWorld world;
    const auto& file = world.key();
    const Bytes before = tanba::test::fileContent(file);
    world.showKey();
    Gate derivation;
    holdNextReading(world, file, derivation);
    world.type(Phrase::KeyPassword, "Right-One1");
    world.button(Phrase::KeyUnlock)->click();
    derivation.awaitGuest();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::KeyUnlockingNote));
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::Cancel));
    world.button(Phrase::Cancel)->click();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::KeyUnlockCancelled)) << "while the work is still where it was";
    EXPECT_FALSE(sees(world, Phrase::Cancel));
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty()) << "the password is wiped";
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->hasFocus());
    derivation.open();
    world.settle();
    world.files().beforeReading = nullptr;
    EXPECT_TRUE(world.shelf().find(file)->certificates.empty()) << "it was not unlocked";
    EXPECT_EQ(tanba::test::fileContent(file), before);
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
    EXPECT_FALSE(world.shelf().find(file)->certificates.empty()) << "the page is as good as before";
}

TEST(Cancel, AnotherTryIsNotEndedByTheResultOfTheFirst) {
    OneKeyWorld world;
    const auto& file = world.key();
    world.showKey();
    Gate first;
    Gate second;
    std::atomic<int> tries = 0;
    world.files().beforeReading = [&](const std::filesystem::path&) -> Outcome {
        (++tries == 1 ? first : second).pass();
        return Done{};
    };
    world.type(Phrase::KeyPassword, "Wrong-One1");
    world.button(Phrase::KeyUnlock)->click();
    first.awaitGuest();
    world.button(Phrase::Cancel)->click();
    world.type(Phrase::KeyPassword, "Right-One1");
    world.button(Phrase::KeyUnlock)->click();
    second.awaitGuest();
    first.open();
    for (int round = 0; round < 20; ++round)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    EXPECT_TRUE(sees(world, Phrase::KeyUnlocking)) << "the second one is still under way";
    second.open();
    world.settle();
    EXPECT_FALSE(world.shelf().find(file)->certificates.empty());
}

void typeChange(World& world) {
    world.type(Phrase::PasswordCurrent, "Right-One1");
    world.type(Phrase::PasswordNew, "Berik-Dala7");
    world.type(Phrase::PasswordRepeat, "Berik-Dala7");
}

TEST(Cancel, AChangeOfThePasswordIsLeftBeforeItTouchesTheFile) {
    OneKeyWorld world;
    const auto& file = world.key();
    const Bytes before = tanba::test::fileContent(file);
    world.showPassword();
    typeChange(world);
    Gate proof; // the new file lies beside the old one and is to be opened
    world.files().beforeReading = [&](const std::filesystem::path& read) -> Outcome {
        if (read != file)
            proof.pass();
        return Done{};
    };
    world.button(Phrase::KeyChange)->click();
    proof.awaitGuest();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::PasswordPreparing));
    ASSERT_NE(visibleBar(world), nullptr);
    EXPECT_EQ(visibleBar(world)->value(), 3) << "of five derivations";
    world.button(Phrase::Cancel)->click();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::PasswordCancelledTitle));
    for (const Phrase name : {Phrase::PasswordCurrent, Phrase::PasswordNew, Phrase::PasswordRepeat})
        EXPECT_TRUE(world.field(name)->isEmpty()) << "the passwords are wiped";
    EXPECT_FALSE(world.window().keysArea().working()) << "one may go elsewhere";
    proof.open();
    world.settle();
    world.files().beforeReading = nullptr;
    EXPECT_EQ(tanba::test::fileContent(file), before) << "byte for byte";
    EXPECT_EQ(namesIn(file.parent_path()), std::vector<std::string>{"key.p12"})
        << "nothing is left beside it";
    typeChange(world);
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(sees(world, Phrase::PasswordDoneTitle)) << "the page is as good as before";
    EXPECT_EQ(tanba::test::outcome(keys::openPkcs12(tanba::test::fileContent(file),
                                                    SecretBytes::copyOf(viewOf("Berik-Dala7")))),
              "ok");
}

TEST(Cancel, OnceTheFileIsBeingReplacedThereIsNoCancel) {
    OneKeyWorld world;
    world.showPassword();
    typeChange(world);
    Gate backup;
    world.files().beforeReading = [&](const std::filesystem::path& read) -> Outcome {
        if (read.string().ends_with(".tanba-backup"))
            backup.pass();
        return Done{};
    };
    world.button(Phrase::KeyChange)->click();
    backup.awaitGuest();
    expectAlive();
    EXPECT_TRUE(sees(world, Phrase::PasswordWorking));
    EXPECT_FALSE(world.button(Phrase::Cancel)->isEnabled());
    backup.open();
    world.settle();
    EXPECT_TRUE(sees(world, Phrase::PasswordDoneTitle));
}

TEST(Cancel, WhatAnEventThrowsIsToldAndTheProgramGoesOn) {
    World world;
    auto* const guarded = qobject_cast<GuardedApplication*>(qApp);
    ASSERT_NE(guarded, nullptr);
    QObject here;
    QObject::connect(guarded, &GuardedApplication::broke, &here,
                     [&world](const Failure& failure) { emit world.desk().tasks.lost(failure); });
    QTimer::singleShot(0, &here, [] { throw std::bad_alloc(); });
    world.settle();
    EXPECT_TRUE(sees(world, fromUtf8(world.words().sentence(fail(FailureCode::OutOfMemory)).what)));
    expectAlive();
    QTimer::singleShot(0, &here, [] { throw std::runtime_error("a fault"); });
    world.settle();
    EXPECT_TRUE(sees(world, fromUtf8(world.words().sentence(fail(FailureCode::Internal)).what)));
}

TEST(Cancel, WhatThrowsAgainAndAgainEndsTheProgramInOrder) {
    auto* const guarded = qobject_cast<GuardedApplication*>(qApp);
    ASSERT_NE(guarded, nullptr);
    QObject here;
    QObject::connect(guarded, &GuardedApplication::broke, &here, [] { throw std::bad_alloc(); });
    QTimer::singleShot(0, &here, [] { throw std::bad_alloc(); });
    EXPECT_EQ(QApplication::exec(), 1) << "telling fails as well, each time";
}

} // namespace
} // namespace tanba::gui::test
