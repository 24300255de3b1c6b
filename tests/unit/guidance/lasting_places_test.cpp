#include "core/guidance/lasting_places.h"

#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/guidance/memory_real_places.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tanba::guidance {
namespace {

namespace fs = std::filesystem;

class LastingPlacesTest : public testing::Test {
  protected:
    bool lasts(const fs::path& file, const fs::path& home = "/home/a") {
        disk_.put(file, toBytes("key"));
        return LastingPlaces(places_, home).hold(file);
    }

    tanba::test::MemoryFileStore disk_;
    test::MemoryRealPlaces places_{disk_};
};

TEST_F(LastingPlacesTest, BelowTheHomeFolder) {
    EXPECT_TRUE(lasts("/home/a/k.p12"));
    EXPECT_TRUE(lasts("/home/a/keys/ЭЦҚ/k.p12"));
    EXPECT_TRUE(lasts("/home/a/Trash.p12"));
    EXPECT_FALSE(lasts("/home/ab/k.p12"));
    EXPECT_FALSE(lasts("/home/b/k.p12"));
    EXPECT_FALSE(lasts("/tmp/k.p12"));
    EXPECT_FALSE(lasts("/dev/shm/k.p12"));
    EXPECT_FALSE(lasts("/home/a/../../var/tmp/k.p12"));
}

TEST_F(LastingPlacesTest, NotInTheTrashNorAmongTemporaryFiles) {
    EXPECT_FALSE(lasts("/home/a/.local/share/Trash/files/k.p12"));
    EXPECT_FALSE(lasts("/home/a/.Trash-1000/files/k.p12"));
    EXPECT_FALSE(lasts("/home/a/$RECYCLE.BIN/S-1-5/k.p12"));
    EXPECT_FALSE(lasts("/home/a/AppData/Local/Temp/k.p12"));
    EXPECT_FALSE(lasts("/home/a/.cache/k.p12"));
    EXPECT_TRUE(lasts("/tmp/a/k.p12", "/tmp/a")) << "only what lies below the home folder counts";
}

TEST_F(LastingPlacesTest, NotOnAnotherFileSystem) {
    EXPECT_TRUE(lasts("/home/a/net/k.p12"));
    places_.mount("/home/a/net");
    EXPECT_FALSE(lasts("/home/a/net/k.p12"));
    places_.mount("/home/a");
    EXPECT_TRUE(lasts("/home/a/k.p12"));
}

TEST_F(LastingPlacesTest, NotBehindALink) {
    EXPECT_TRUE(lasts("/home/a/keys/k.p12"));
    disk_.put("/tmp/k.p12", toBytes("key"));
    places_.link("/home/a/keys/k.p12", "/tmp/k.p12");
    EXPECT_FALSE(lasts("/home/a/keys/k.p12"));
}

TEST_F(LastingPlacesTest, WithoutAHomeFolderNothingLasts) {
    EXPECT_FALSE(lasts("/home/a/k.p12", {}));
    EXPECT_FALSE(lasts("/home/a/k.p12", "/none"));
    EXPECT_FALSE(lasts("/home/a/k.p12", "/")) << "below that lies everything";
    EXPECT_FALSE(LastingPlaces(places_, "/home/a").hold("/home/a/gone.p12"));
}

TEST(SystemRealPlaces, FollowLinksAnywhereOnTheWay) {
    const fs::path folder = fs::canonical(tanba::test::scratchFolder());
    fs::create_directories(folder / "real" / "below");
    std::ofstream(folder / "real" / "below" / "k.p12") << "key";
    fs::create_symlink(folder / "real", folder / "link");
    SystemRealPlaces places;
    const auto place = places.placeOf(folder / "link" / "below" / "k.p12");
    ASSERT_TRUE(place.ok()) << tanba::test::outcome(place);
    EXPECT_EQ(place.value().path, folder / "real" / "below" / "k.p12");
    EXPECT_EQ(place.value().fileSystem, places.placeOf(folder).value().fileSystem);
    EXPECT_EQ(tanba::test::outcome(places.placeOf(folder / "none")), "file.not_found");
}

TEST(SystemRealPlaces, TellFileSystemsApart) {
    SystemRealPlaces places;
    const auto processes = places.placeOf("/proc/self/status");
    ASSERT_TRUE(processes.ok()) << tanba::test::outcome(processes);
    EXPECT_NE(processes.value().fileSystem, places.placeOf(tanba::test::scratchFolder()).value().fileSystem);
}

} // namespace
} // namespace tanba::guidance
