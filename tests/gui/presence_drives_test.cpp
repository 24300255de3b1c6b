// Flash drives: how the kernel tells of them, and what becomes of the keys on them.
#include "app/platform/qt/drives.h"
#include "app/platform/qt/wall_alarm.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>

#include <QApplication>
#include <QElapsedTimer>
#include <fstream>

namespace tanba::gui::test {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestWaitMs = 10'000;

/// Lets events come until `done` holds.
template <typename Condition>
bool waitFor(Condition done) {
    QElapsedTimer timer;
    for (timer.start(); !done() && timer.elapsed() < kLongestWaitMs;)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    return done();
}

TEST(MountPoints, AreReadFromTheKernelsTable) {
    const std::string table = "36 35 98:0 / / rw,noatime master:1 - ext3 /dev/root rw\n"
                              "41 36 8:17 / /media/aigul/МЕНІҢ\\040КІЛТІМ rw,nosuid - vfat /dev/sdb1 rw\n"
                              "42 36 8:18 / /media/aigul/back\\134slash rw - vfat /dev/sdb2 rw\n"
                              "nonsense\n\n"
                              "43 36 8:19 / relative rw - vfat /dev/sdb3 rw\n"
                              "44 36 8:20 / /last";
    EXPECT_EQ(platform::mountPoints(table),
              (std::vector<fs::path>{"/", "/media/aigul/МЕНІҢ КІЛТІМ", "/media/aigul/back\\slash", "/last"}));
}

TEST(MountedDrives, TellOfARealMountAndOfItsEnd) {
    // Mounts of this thread only.
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        GTEST_SKIP() << "LOUD SKIP, absent: the right to mount (CAP_SYS_ADMIN)";
    const fs::path media = tanba::test::scratchFolder();
    const fs::path drive = media / "МЕНІҢ КІЛТІМ";
    fs::create_directories(drive / "deeper");
    platform::MountedDrives drives({media});
    EXPECT_TRUE(drives.drives().empty());
    int news = 0;
    QObject::connect(&drives, &platform::DriveSource::changed, &drives, [&news] { ++news; });
    ASSERT_EQ(::mount("tanba-test", drive.c_str(), "tmpfs", 0, nullptr), 0);
    EXPECT_TRUE(waitFor([&] { return news == 1; }));
    EXPECT_EQ(drives.drives(), std::vector<fs::path>{drive});
    fs::create_directories(drive / "inner");
    ASSERT_EQ(::mount("tanba-test", (drive / "inner").c_str(), "tmpfs", 0, nullptr), 0);
    ASSERT_EQ(::umount((drive / "inner").c_str()), 0);
    ASSERT_EQ(::umount(drive.c_str()), 0);
    EXPECT_TRUE(waitFor([&] { return drives.drives().empty(); }));
    EXPECT_EQ(news, 2) << "a mount within a drive is no drive";
}

TEST(WallAlarm, RingsAtItsMomentAndAtOnceForOneThatHasPassed) {
    platform::WallAlarm alarm;
    int rings = 0;
    QObject::connect(&alarm, &platform::Alarm::reached, &alarm, [&rings] { ++rings; });
    const SystemClock clock;
    alarm.setFor(clock.now() - std::chrono::hours(5));
    EXPECT_TRUE(waitFor([&] { return rings == 1; }));
    const Time soon = clock.now() + std::chrono::seconds(2);
    alarm.setFor(soon);
    EXPECT_TRUE(waitFor([&] { return rings == 2; }));
    EXPECT_GE(clock.now(), soon);
    alarm.setFor(std::nullopt);
    QApplication::processEvents();
    EXPECT_EQ(rings, 2);
}

TEST(Drives, KeysOfADriveAppearByThemselvesAndGoAwayWithIt) {
    World world;
    const fs::path drive = world.home() / "media" / "USB KEY";
    const auto key =
        world.putKey("media/USB KEY/GOST512_8f2d6c10b47ae95538c1d20f7a6be4930d5512ab.p12", "Right-One1");
    const auto inFolder = world.putKey("media/USB KEY/keys/second.p12", "Right-One1");
    const auto deep = world.putKey("media/USB KEY/a/b/deep.p12", "Right-One1");
    world.window().go(Place::Home);
    world.drives().set({drive});
    world.settle();
    ASSERT_NE(world.shelf().find(key), nullptr);
    ASSERT_NE(world.shelf().find(inFolder), nullptr);
    EXPECT_EQ(world.shelf().find(deep), nullptr) << "two levels, nobody asked for more";
    EXPECT_EQ(world.shelf().find(key)->memory, Memory::Session);
    EXPECT_FALSE(fs::exists(world.indexPath())) << "nothing of a drive is remembered unasked";
    const QString hint = world.words().say(Phrase::DriveFound, {{"drive", "USB KEY"}, {"count", "2"}});
    EXPECT_TRUE(world.visibleText().contains(hint)) << world.visibleText().toStdString();
    EXPECT_EQ(world.attendant().board().count(), 0) << "a hint only; the tray stays quiet";

    world.press(Phrase::ShowKeys);
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("second.p12")));
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.visibleText().contains(hint)) << "said once is enough";

    world.drives().set({});
    world.settle();
    EXPECT_EQ(world.shelf().find(key)->presence, Presence::Gone);
    world.window().go(Place::Keys);
    world.settle();
    bool shownAsAway = false;
    for (const auto* button : world.window().findChildren<QAbstractButton*>())
        shownAsAway =
            shownAsAway ||
            (button->isVisible() && button->accessibleName().contains(QStringLiteral("second.p12")) &&
             button->accessibleName().contains(world.words().say(Phrase::StatusMissing)));
    EXPECT_TRUE(shownAsAway);

    world.drives().set({drive});
    world.settle();
    EXPECT_EQ(world.shelf().find(key)->presence, Presence::There);
    world.window().go(Place::Home);
    world.settle();
    EXPECT_FALSE(world.visibleText().contains(hint)) << "known already: no news";
}

TEST(Drives, AKnownKeyThatASearchByNamesWouldMissComesBackWithItsDrive) {
    World world;
    const fs::path drive = world.home() / "media" / "USB";
    const auto deep = world.putKey("media/USB/a/b/c/key.p12", "Right-One1");
    world.drives().set({drive});
    world.shelf().chosen(deep);
    world.settle();
    world.drives().set({});
    EXPECT_EQ(world.shelf().find(deep)->presence, Presence::Gone);
    world.drives().set({drive});
    world.settle();
    EXPECT_EQ(world.shelf().find(deep)->presence, Presence::There);
}

TEST(KeySearch, LooksWhereRememberedKeysLieAsWell) {
    World world;
    const auto known = world.putKey("a/b/c/d/e/f/known.p12", "Right-One1");
    const auto beside = world.putKey("a/b/c/d/e/f/renewed.p12", "Right-One1");
    world.window().searchKeys();
    world.settle();
    EXPECT_EQ(world.shelf().find(beside), nullptr) << "too deep for a search of the home folder";
    world.shelf().chosen(known);
    world.shelf().chosen(world.home() / "a" / "no longer there" / "gone.p12");
    world.window().searchKeys();
    world.settle();
    EXPECT_NE(world.shelf().find(beside), nullptr);
}

TEST(Drives, OneNameThatBeginsLikeAnotherIsAnotherDrive) {
    World world;
    const auto key = world.putKey("media/USB2/key.p12", "Right-One1");
    world.drives().set({world.home() / "media" / "USB", world.home() / "media" / "USB2"});
    world.settle();
    world.drives().set({world.home() / "media" / "USB2"});
    world.settle();
    ASSERT_NE(world.shelf().find(key), nullptr);
    EXPECT_EQ(world.shelf().find(key)->presence, Presence::There);
}

} // namespace
} // namespace tanba::gui::test
