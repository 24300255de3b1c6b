#include "app/gui/keys/key_index.h"
#include "app/gui/pages/advice/hygiene_check.h"
#include "app/gui/pages/advice/whereabouts.h"
#include "app/platform/user_folders.h"
#include "tests/gui/advice_steps.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QTimer>
#include <fstream>
#include <utility>

namespace tanba::gui::test {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kOwnersOnly = fs::perms::owner_read | fs::perms::owner_write;

fs::perms permissionsOf(const fs::path& path) {
    return fs::status(path).permissions() & fs::perms::all;
}

/// A key file that only its owner reads.
fs::path putPrivateKey(World& world, const std::string& name) {
    const fs::path file = world.putKey(name, "Right-One1");
    fs::permissions(file, kOwnersOnly);
    return file;
}

TEST(AdviceHygiene, AKeyIsMovedOutOfDownloadsAfterConsentAndTheListFollows) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    const Bytes content = tanba::test::fileContent(file);
    unlockKey(world, file, "Right-One1");
    goToAdvice(world, AdvicePlace::Hygiene);
    ASSERT_TRUE(shows(world, Phrase::HygieneDownloads)) << world.visibleText().toStdString();

    world.press(Phrase::HygieneMove);
    EXPECT_TRUE(shows(world, Phrase::MoveHow));
    EXPECT_TRUE(shows(world, Phrase::HandOverShort)) << "the ban on handing over is told with a move";
    EXPECT_TRUE(fs::exists(file)) << "nothing happens before a place was chosen";
    world.press(Phrase::MoveSuggested);

    const fs::path folder = world.home() / toUtf8(world.words().say(Phrase::MoveFolderName));
    const fs::path moved = folder / "key.p12";
    EXPECT_FALSE(fs::exists(file));
    ASSERT_TRUE(fs::exists(moved));
    EXPECT_EQ(tanba::test::fileContent(moved), content);
    EXPECT_EQ(permissionsOf(moved), kOwnersOnly);
    EXPECT_EQ(permissionsOf(folder), fs::perms::owner_all);
    EXPECT_TRUE(shows(world, Phrase::MovedTitle));
    EXPECT_FALSE(shows(world, Phrase::HygieneDownloads)) << "it was looked at again";
    EXPECT_EQ(world.shelf().find(file), nullptr);
    ASSERT_NE(world.shelf().find(moved), nullptr);
    EXPECT_EQ(world.shelf().find(moved)->certificates.size(), 1U) << "what is known of the key goes along";
    DiskFileStore files;
    const auto remembered = readKeyIndex(files, world.indexPath());
    ASSERT_EQ(remembered.size(), 1U);
    EXPECT_EQ(remembered.front().path, moved);
}

/// As in the running program, but without its pause.
void watchKeyFiles(World& world) {
    world.window().watchKeyFiles(std::chrono::milliseconds(0));
    world.settle();
}

void goHome(World& world) {
    world.window().go(Place::Home);
    world.settle();
}

TEST(HygieneOnHome, AKeyInDownloadsIsToldUntilItLiesWell) {
    World world;
    world.shelf().chosen(putPrivateKey(world, "Downloads/key.p12"));
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle)) << "nothing is looked at before it is time";
    EXPECT_TRUE(shows(world, Phrase::HomeCalmTitle));
    watchKeyFiles(world);
    EXPECT_TRUE(shows(world, Phrase::HygieneFoundText, {{"count", "1"}}))
        << world.visibleText().toStdString();
    EXPECT_FALSE(shows(world, Phrase::HomeCalmTitle)) << "not all is well";
    EXPECT_EQ(world.attendant().board().count(), 0) << "the tray stays quiet";

    world.press(Phrase::HygieneFoundShow);
    ASSERT_TRUE(shows(world, Phrase::HygieneDownloads));
    world.press(Phrase::HygieneMove);
    world.press(Phrase::MoveSuggested);
    goHome(world);
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle));
    EXPECT_TRUE(shows(world, Phrase::HomeCalmTitle));
}

TEST(HygieneOnHome, AFileIsNoLongerToldWhenOthersCannotReadItAnyMore) {
    World world;
    watchKeyFiles(world);
    const fs::path file = putPrivateKey(world, "Documents/key.p12");
    fs::permissions(file, kOwnersOnly | fs::perms::others_read);
    world.shelf().chosen(file);
    world.settle();
    ASSERT_TRUE(shows(world, Phrase::HygieneFoundTitle)) << "the list of keys has changed";
    world.press(Phrase::HygieneFoundShow);
    world.press(Phrase::HygieneRestrict);
    world.press(Phrase::RestrictYes);
    ASSERT_EQ(permissionsOf(file), kOwnersOnly);
    goHome(world);
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle));
}

TEST(HygieneOnHome, WhatThePersonWantsToHearNoMoreOfIsQuietUntilThereIsSomethingNew) {
    World world;
    watchKeyFiles(world);
    world.shelf().chosen(putPrivateKey(world, "Downloads/one.p12"));
    world.settle();
    world.press(Phrase::HygieneFoundQuiet);
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle));
    EXPECT_EQ(reminderStateText(world.attendant().reminders().state()).find("one.p12"), std::string::npos);
    emit world.shelf().changed();
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle));
    world.shelf().chosen(putPrivateKey(world, "Desktop/two.p12"));
    world.settle();
    EXPECT_TRUE(shows(world, Phrase::HygieneFoundText, {{"count", "2"}}))
        << world.visibleText().toStdString();
}

TEST(HygieneOnHome, OfWhatIsQuietSomeMayGoAndTheRestStaysQuietUntilAllIsForgotten) {
    World world;
    watchKeyFiles(world);
    const fs::path away = putPrivateKey(world, "Desktop/two.p12");
    for (const fs::path& key : {putPrivateKey(world, "Downloads/one.p12"), away})
        world.shelf().chosen(key);
    world.settle();
    world.press(Phrase::HygieneFoundQuiet);
    fs::remove(away);
    emit world.shelf().changed();
    world.settle();
    EXPECT_FALSE(shows(world, Phrase::HygieneFoundTitle)) << world.visibleText().toStdString();
    world.attendant().expiry().forgetAll();
    emit world.shelf().changed();
    world.settle();
    EXPECT_TRUE(world.attendant().reminders().state().quiet.empty());
}

TEST(AdviceHygiene, AMoveThatIsCancelledMovesNothing) {
    World world;
    const fs::path file = putPrivateKey(world, "Desktop/key.p12");
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneDesktop));
    world.press(Phrase::HygieneMove);
    world.press(Phrase::HygieneCancel);
    EXPECT_TRUE(fs::exists(file));
    EXPECT_FALSE(shows(world, Phrase::MoveAsk));
    EXPECT_NE(world.button(Phrase::HygieneMove), nullptr) << "it can still be done";
}

TEST(AdviceHygiene, AKeyGoesToAFlashDriveThatIsPluggedIn) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    const fs::path drive = world.home() / "media" / "KINGSTON";
    fs::create_directories(drive);
    world.shelf().chosen(file);
    world.drives().set({drive});
    world.settle();
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneMove);
    const QString words = world.words().say(Phrase::MoveDrive, {{"name", "KINGSTON"}});
    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->text() == words) {
            card->click();
            break;
        }
    world.settle();
    EXPECT_TRUE(fs::exists(drive / "key.p12"));
    EXPECT_FALSE(fs::exists(file));
    EXPECT_NE(world.shelf().find(drive / "key.p12"), nullptr);
}

TEST(AdviceHygiene, AMoveThatFailsIsToldAndLeavesTheKeyWhereItWas) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    const Bytes content = tanba::test::fileContent(file);
    const fs::path taken = world.home() / toUtf8(world.words().say(Phrase::MoveFolderName));
    fs::create_directories(taken);
    std::ofstream(taken / "key.p12") << "something else";
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneMove);
    world.press(Phrase::MoveSuggested);
    EXPECT_TRUE(shows(world, Phrase::ExistsTitle));
    EXPECT_TRUE(shows(world, Phrase::HygieneInPlace, {{"place", file.string()}}));
    EXPECT_EQ(tanba::test::fileContent(file), content);
    EXPECT_NE(world.shelf().find(file), nullptr);
    EXPECT_NE(world.button(Phrase::HygieneMove), nullptr) << "another place can be tried";
}

TEST(AdviceHygiene, AFolderThatCannotBeWrittenIsToldInWords) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    std::ofstream(world.home() / toUtf8(world.words().say(Phrase::MoveFolderName))) << "no folder";
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneMove);
    world.press(Phrase::MoveSuggested);
    EXPECT_TRUE(fs::exists(file));
    EXPECT_FALSE(shows(world, Phrase::MovedTitle));
    EXPECT_TRUE(shows(world, Phrase::HygieneInPlace, {{"place", file.string()}}))
        << world.visibleText().toStdString();
    EXPECT_NE(world.button(Phrase::ProblemDetails), nullptr) << "with details for support";
}

TEST(AdviceHygiene, ALinkIsNotMovedInPlaceOfTheFile) {
    World world;
    const fs::path real = putPrivateKey(world, "safe/key.p12");
    fs::create_directories(world.home() / "Downloads");
    const fs::path link = world.home() / "Downloads" / "link.p12";
    fs::create_symlink(real, link);
    world.shelf().chosen(link);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_FALSE(shows(world, Phrase::HygieneDownloads)) << "the key itself does not lie there";
    EXPECT_TRUE(fs::exists(real));
}

TEST(AdviceHygiene, AFileThatOthersReadIsClosedToThem) {
    World world;
    const fs::path file = world.putKey("Documents/key.p12", "Right-One1");
    fs::permissions(file, kOwnersOnly | fs::perms::group_read | fs::perms::others_read);
    const Bytes content = tanba::test::fileContent(file);
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneOthers));
    world.press(Phrase::HygieneRestrict);
    EXPECT_NE(permissionsOf(file), kOwnersOnly) << "not before consent";
    world.press(Phrase::RestrictYes);
    EXPECT_EQ(permissionsOf(file), kOwnersOnly);
    EXPECT_EQ(tanba::test::fileContent(file), content);
    EXPECT_TRUE(shows(world, Phrase::RestrictedTitle));
    EXPECT_FALSE(shows(world, Phrase::HygieneOthers));
}

TEST(AdviceHygiene, OneOfTwoEqualFilesIsRemovedAndTheBetterPlacedOneStays) {
    World world;
    const fs::path good = putPrivateKey(world, "safe/key.p12");
    const fs::path copy = world.home() / "Downloads" / "key.p12";
    fs::create_directories(copy.parent_path());
    fs::copy_file(good, copy);
    fs::permissions(copy, kOwnersOnly);
    world.shelf().chosen(copy);
    world.shelf().chosen(good);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(good.string())));
    world.press(Phrase::HygieneRemove); // the first card: Downloads
    world.press(Phrase::RemoveYes);
    EXPECT_FALSE(fs::exists(copy));
    EXPECT_TRUE(fs::exists(good));
    EXPECT_EQ(world.shelf().find(copy), nullptr);
    EXPECT_NE(world.shelf().find(good), nullptr);
    EXPECT_TRUE(shows(world, Phrase::RemovedTitle));
}

TEST(AdviceHygiene, ACopyThatChangedMeanwhileIsNotRemoved) {
    World world;
    const fs::path first = putPrivateKey(world, "safe/key.p12");
    const fs::path second = world.home() / "Downloads" / "key.p12";
    fs::create_directories(second.parent_path());
    fs::copy_file(first, second);
    fs::permissions(second, kOwnersOnly);
    world.shelf().chosen(first);
    world.shelf().chosen(second);
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneRemove);
    std::ofstream(first, std::ios::app) << "more";
    world.press(Phrase::RemoveYes);
    EXPECT_TRUE(fs::exists(first));
    EXPECT_TRUE(fs::exists(second));
    EXPECT_TRUE(shows(world, Phrase::HygieneInPlace, {{"place", second.string()}}));
}

fs::path copyTo(const fs::path& file, const fs::path& copy) {
    fs::create_directories(copy.parent_path());
    fs::copy_file(file, copy);
    fs::permissions(copy, kOwnersOnly);
    return copy;
}

/// What can be pressed; unlike World::button() it does not fail when there is nothing.
int buttonsThatSay(World& world, Phrase phrase) {
    int count = 0;
    for (const auto* button : world.window().findChildren<QAbstractButton*>())
        count += button->isVisible() && button->text() == world.words().say(phrase) ? 1 : 0;
    return count;
}

TEST(AdviceHygiene, AWellPlacedFileIsNeverOfferedForRemoval) {
    World world;
    const fs::path good = putPrivateKey(world, "safe/key.p12");
    const fs::path bad = copyTo(good, world.home() / "Downloads" / "key.p12");
    world.shelf().chosen(good);
    world.shelf().chosen(bad);
    goToAdvice(world, AdvicePlace::Hygiene);
    ASSERT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 1) << world.visibleText().toStdString();
    world.press(Phrase::HygieneRemove);
    EXPECT_TRUE(shows(world, Phrase::RemoveAsk, {{"place", good.string()}})) << "the good one stays";
}

TEST(AdviceHygiene, OfTwoEqualFilesThatLieAlikeThePersonChoosesOne) {
    for (const auto& [one, other] :
         {std::pair("Downloads/key.p12", "Desktop/key.p12"), std::pair("safe/key.p12", "other/key.p12")}) {
        World world;
        const fs::path first = putPrivateKey(world, one);
        const fs::path second = copyTo(first, world.home() / other);
        world.shelf().chosen(first);
        world.shelf().chosen(second);
        goToAdvice(world, AdvicePlace::Hygiene);
        EXPECT_TRUE(shows(world, Phrase::HygieneSame, {{"place", first.string()}})) << one;
        EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 2) << one;
        world.press(Phrase::HygieneRemove);
        EXPECT_TRUE(fs::exists(first) && fs::exists(second)) << "not before consent";
        const bool keepsFirst = shows(world, Phrase::RemoveAsk, {{"place", first.string()}});
        EXPECT_TRUE(keepsFirst || shows(world, Phrase::RemoveAsk, {{"place", second.string()}}));
        world.press(Phrase::RemoveYes);
        EXPECT_EQ(fs::exists(first), keepsFirst) << one;
        EXPECT_EQ(fs::exists(second), !keepsFirst) << one;
        EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 0) << "the last one is never offered";
    }
}

TEST(AdviceHygiene, AnotherFileOfTheSameKeyIsPutAsideAndNothingIsLost) {
    const std::string name = "GOST512_" + std::string(40, 'a');
    World world;
    const fs::path stale = putPrivateKey(world, "keys/" + name + " (1).p12");
    const fs::path used = putPrivateKey(world, "other/" + name + ".p12");
    const Bytes content = tanba::test::fileContent(stale);
    world.shelf().chosen(stale);
    world.shelf().chosen(used);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneMove), 2) << world.visibleText().toStdString();
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 0) << "they differ";
    world.press(Phrase::HygieneMove);
    EXPECT_EQ(buttonsThatSay(world, Phrase::MoveSuggested), 0) << "both lie well";
    world.press(Phrase::MoveAside);
    const fs::path aside = world.home() / toUtf8(world.words().say(Phrase::MoveFolderName)) /
                           toUtf8(world.words().say(Phrase::MoveOldName)) / stale.filename();
    ASSERT_TRUE(fs::exists(aside));
    EXPECT_EQ(tanba::test::fileContent(aside), content);
    EXPECT_FALSE(fs::exists(stale));
    EXPECT_TRUE(fs::exists(used));
    EXPECT_NE(world.shelf().find(aside), nullptr);
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneMove), 0) << "what was put aside is settled";
}

TEST(AdviceHygiene, ACopyOnAFlashDriveIsABackup) {
    World world;
    const fs::path drive = world.home() / "media" / "KINGSTON";
    const fs::path bad = putPrivateKey(world, "Downloads/key.p12");
    const fs::path backup = copyTo(bad, drive / "key.p12");
    world.shelf().chosen(bad);
    world.drives().set({drive});
    world.shelf().chosen(backup);
    world.settle();
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneDownloads));
    EXPECT_FALSE(shows(world, Phrase::HygieneSame, {{"place", backup.string()}}));
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 0) << "not even in favour of the backup";
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneMove), 1);
}

TEST(AdviceHygiene, ACopyThatMayVanishIsRemovedAndTheLastingOneStays) {
    World world;
    const fs::path good = putPrivateKey(world, "safe/key.p12");
    const fs::path trash = copyTo(good, world.home() / ".local" / "share" / "Trash" / "files" / "key.p12");
    const fs::path outside = copyTo(good, tanba::test::scratchFolder() / "key.p12");
    for (const fs::path& copy : {trash, outside}) {
        world.shelf().chosen(copy);
        goToAdvice(world, AdvicePlace::Hygiene);
        EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 0) << "nothing of what is known lasts";
    }
    world.shelf().chosen(good);
    goToAdvice(world, AdvicePlace::Hygiene);
    for (const int left : {2, 1}) {
        ASSERT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), left) << world.visibleText().toStdString();
        world.press(Phrase::HygieneRemove);
        EXPECT_TRUE(shows(world, Phrase::RemoveAsk, {{"place", good.string()}}));
        world.press(Phrase::RemoveYes);
    }
    EXPECT_TRUE(fs::exists(good));
    EXPECT_FALSE(fs::exists(trash) || fs::exists(outside));
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneRemove), 0) << "the last one is never offered";
}

TEST(AdviceHygiene, ABackupOnAFlashDriveIsNotPutAside) {
    const std::string name = "GOST512_" + std::string(40, 'a') + ".p12";
    World world;
    const fs::path drive = world.home() / "media" / "KINGSTON";
    const fs::path used = putPrivateKey(world, "keys/" + name);
    const fs::path backup = putPrivateKey(world, "media/KINGSTON/" + name);
    ASSERT_NE(tanba::test::fileContent(used), tanba::test::fileContent(backup));
    world.drives().set({drive});
    world.shelf().chosen(used);
    world.shelf().chosen(backup);
    world.settle();
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_EQ(buttonsThatSay(world, Phrase::HygieneMove), 0) << world.visibleText().toStdString();
}

TEST(HygieneCheck, AnExpiredBackupOnAFlashDriveIsLeftThere) {
    World world;
    DiskFileStore files;
    guidance::PermissionBits facts;
    guidance::SystemRealPlaces realPlaces;
    const std::vector<KnownKeyFile> keys{
        {putPrivateKey(world, "media/KINGSTON/key.p12"), world.shelf().now() - std::chrono::hours(1)}};
    Folders folders{world.home(), {}, {}};
    const auto findings = [&] {
        return checkKeyFiles(files, facts, realPlaces, folders, keys, {}, world.shelf().now())
            .remarkable.size();
    };
    EXPECT_EQ(findings(), 1U);
    folders.drives = {world.home() / "media" / "KINGSTON"};
    EXPECT_EQ(findings(), 0U);
}

TEST(AdviceHygiene, ACardThatACheckReplacesBehindTheDialogDoesNoHarm) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    const fs::path folder = world.home() / "chosen";
    fs::create_directories(folder);
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneMove);
    bool answered = false;
    QTimer person;
    person.setInterval(20);
    QObject::connect(&person, &QTimer::timeout, &person, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr)
            return;
        person.stop();
        world.words().setLanguage(text::Language::Ru); // the page looks at everything again
        world.settle();
        answered = true;
        dialog->findChild<QLineEdit*>()->setText(QString::fromStdString(folder.string()));
        static_cast<QDialog*>(dialog)->accept();
    });
    person.start();
    world.press(Phrase::MoveOther);
    EXPECT_TRUE(answered);
    EXPECT_TRUE(fs::exists(folder / "key.p12"));
    EXPECT_FALSE(fs::exists(file));
}

TEST(AdviceHygiene, NoFixBeginsWhileACheckIsAboutToReplaceTheCards) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    const QAbstractButton* move = world.button(Phrase::HygieneMove);
    ASSERT_NE(move, nullptr);
    world.words().setLanguage(text::Language::Ru); // begins a check
    EXPECT_FALSE(move->isEnabled());
    world.settle();
    EXPECT_TRUE(world.button(Phrase::HygieneMove)->isEnabled());
}

/// A system that does not tell who reads a file.
class SilentFacts : public guidance::PathFacts {
  public:
    Result<guidance::WhoReads> whoReads(const fs::path& path) override {
        return fail(FailureCode::FileNotFound, path.string());
    }
};

TEST(HygieneCheck, AFileWhosePlaceCannotBeJudgedIsNotCountedAsLookedAt) {
    World world;
    DiskFileStore files;
    SilentFacts facts;
    guidance::SystemRealPlaces realPlaces;
    const HygieneCheck check = checkKeyFiles(
        files, facts, realPlaces, {}, {{putPrivateKey(world, "key.p12"), {}}}, {}, world.shelf().now());
    EXPECT_EQ(check.looked, 0);
    EXPECT_EQ(check.absent, 1);
}

TEST(Whereabouts, TellWhichPlacesHoldTheFile) {
    DiskFileStore files;
    const fs::path folder = tanba::test::scratchFolder();
    const fs::path old = folder / "old.p12";
    const fs::path fresh = folder / "new.p12";
    EXPECT_EQ(whereaboutsOf(files, old, fresh), Whereabouts::Nowhere);
    std::ofstream(fresh) << "key";
    EXPECT_EQ(whereaboutsOf(files, old, fresh), Whereabouts::NewPlace);
    EXPECT_EQ(whereaboutsOf(files, old, {}), Whereabouts::Nowhere);
    std::ofstream(old) << "key";
    EXPECT_EQ(whereaboutsOf(files, old, fresh), Whereabouts::BothPlaces);
    fs::remove(fresh);
    EXPECT_EQ(whereaboutsOf(files, old, fresh), Whereabouts::OldPlace);
    const fs::path noFolder = old / "below a file" / "key.p12";
    EXPECT_NE(whereaboutsOf(files, noFolder, {}), Whereabouts::OldPlace);
}

TEST(AdviceHygiene, AFileThatVanishedDuringAFailedMoveIsNotSaidToBeInItsPlace) {
    World world;
    const fs::path file = putPrivateKey(world, "Downloads/key.p12");
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    world.press(Phrase::HygieneMove);
    fs::remove(file); // its drive was pulled
    world.press(Phrase::MoveSuggested);
    EXPECT_FALSE(shows(world, Phrase::HygieneInPlace, {{"place", file.string()}}));
    EXPECT_TRUE(shows(world, Phrase::HygieneNowhere, {{"place", file.string()}}));
    ASSERT_NE(world.shelf().find(file), nullptr);
    EXPECT_EQ(world.shelf().find(file)->presence, Presence::Gone);
}

TEST(AdviceHygiene, AfterACloudTheChangeOfThePasswordIsOffered) {
    World world;
    const fs::path file = putPrivateKey(world, "Dropbox/key.p12");
    world.shelf().chosen(file);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneSynced, {{"service", "Dropbox"}}));
    world.press(Phrase::HygieneMove);
    world.press(Phrase::MoveSuggested);
    EXPECT_TRUE(shows(world, Phrase::MovedElsewhere)) << "an earlier copy may remain in the cloud";
    world.press(Phrase::KeyChange);
    EXPECT_TRUE(shows(world, Phrase::KeysPickLead));
}

TEST(AdviceHygiene, AnExpiredKeyIsPutAsideAndThenLeftInPeace) {
    World world;
    const fs::path file = world.putKey("Documents/old.p12", "Right-One1", "2026-05-01T00:00:00Z");
    fs::permissions(file, kOwnersOnly);
    unlockKey(world, file, "Right-One1");
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneExpired));
    world.press(Phrase::HygieneMove);
    world.press(Phrase::MoveOld);
    const fs::path aside = world.home() / toUtf8(world.words().say(Phrase::MoveFolderName)) /
                           toUtf8(world.words().say(Phrase::MoveOldName)) / "old.p12";
    EXPECT_TRUE(fs::exists(aside));
    EXPECT_FALSE(shows(world, Phrase::HygieneExpired));
    // Also when the language, and with it the name of the folder, is another one.
    world.words().setLanguage(text::Language::En);
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneCalmTitle));
}

TEST(AdviceHygiene, WithoutKeysItLeadsToTheSearchAndWithGoodOnesItSaysSo) {
    World world;
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneEmptyTitle));
    world.shelf().chosen(putPrivateKey(world, "safe/key.p12"));
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_TRUE(shows(world, Phrase::HygieneCalmTitle));
    EXPECT_TRUE(shows(world, Phrase::HygieneCalmText, {{"count", "1"}}));
}

TEST(AdviceHygiene, AFileThatIsNotThereIsNotCalledGood) {
    World world;
    world.shelf().chosen(world.home() / "media" / "key.p12");
    goToAdvice(world, AdvicePlace::Hygiene);
    EXPECT_FALSE(shows(world, Phrase::HygieneCalmTitle));
    EXPECT_TRUE(shows(world, Phrase::HygieneGone, {{"count", "1"}}));
}

TEST(PersonFolders, AreThoseThatTheDesktopNames) {
    DiskFileStore files;
    const fs::path home = tanba::test::scratchFolder();
    fs::create_directories(home / ".config");
    std::ofstream(home / ".config" / "user-dirs.dirs") << "XDG_DOWNLOAD_DIR=\"$HOME/Жүктеулер\"\n";
    const auto environment = [&home](std::string_view name) {
        return name == "HOME" ? home.string() : std::string();
    };
    const platform::PersonFolders folders = platform::personFolders(files, environment);
    EXPECT_EQ(folders.home, home);
    EXPECT_EQ(folders.downloads, home / "Жүктеулер");
    EXPECT_EQ(folders.desktop, home / "Desktop");
    const auto nothing = [](const char*) { return std::string(); };
    EXPECT_TRUE(platform::personFolders(files, nothing).downloads.empty());
}

} // namespace
} // namespace tanba::gui::test
