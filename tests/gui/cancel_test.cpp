// Long work of the pages about keys: how far it is, and that it can be left at any moment.
#include "app/gui/guarded_application.h"
#include "core/keys/pkcs12.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QProgressBar>
#include <QTimer>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace tanba::gui::test {
namespace {

/// Holds another thread where it is, as a disk that does not answer.
class Gate {
  public:
    ~Gate() { open(); }

    void pass() {
        std::unique_lock lock(mutex_);
        waits_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    void awaitGuest() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waits_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool waits_ = false;
    bool open_ = false;
};

/// The window lives: an event is handled although the work hangs.
void expectAlive() {
    bool alive = false;
    QTimer::singleShot(0, qApp, [&alive] { alive = true; });
    for (int round = 0; round < 3; ++round)
        QApplication::processEvents();
    EXPECT_TRUE(alive);
}

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
    EXPECT_TRUE(sees(world, Phrase::KeysSearchTime)) << "no time is promised";
    world.button(Phrase::KeysStop)->click();
    expectAlive();
    network.open();
    world.settle();
    EXPECT_TRUE(sees(world, world.words().say(Phrase::KeysSearchStopped, {{"count", "0"}})));
}

TEST(Cancel, ASearchTellsHowManyPlacesAreDoneAndWhereItWaits) {
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
    EXPECT_EQ(bar->maximum(), 3) << "the home folder, and where the remembered keys lie";
    EXPECT_EQ(bar->accessibleName(), world.words().say(Phrase::KeysSearchBar));
    EXPECT_EQ(bar->value(), 0);
    world.button(Phrase::KeysStop)->click();
    QString beginning = world.words().say(Phrase::KeysSearchStopping, {{"folder", ""}});
    EXPECT_TRUE(sees(world, beginning.trimmed())) << world.visibleText().toStdString();
    network.open();
    world.settle();
    EXPECT_EQ(visibleBar(world), nullptr);
    world.press(Phrase::KeysSearch);
    EXPECT_TRUE(sees(world, world.words().say(Phrase::KeysSearchDone, {{"count", "2"}})));
}

TEST(Cancel, UnlockingIsLeftAtOnceAndWhatItBringsIsDropped) {
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    const Bytes before = tanba::test::fileContent(file);
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.settle();
    Gate derivation;
    world.files().beforeReading = [&derivation](const std::filesystem::path&) -> Outcome {
        derivation.pass();
        return Done{};
    };
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
    World world;
    const auto file = world.putKey("key.p12", "Right-One1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.settle();
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
    World world;
    const auto file = world.putKey("keys/key.p12", "Right-One1");
    const Bytes before = tanba::test::fileContent(file);
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showPassword(file);
    world.settle();
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
    World world;
    const auto file = world.putKey("keys/key.p12", "Right-One1");
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showPassword(file);
    world.settle();
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
