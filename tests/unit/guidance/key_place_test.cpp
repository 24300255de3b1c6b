#include "core/guidance/key_place.h"

#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/guidance/memory_path_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tanba::guidance {
namespace {

namespace fs = std::filesystem;
using tanba::test::MemoryFileStore;
using testing::ElementsAre;
using testing::IsEmpty;

class KeyPlace : public testing::Test {
  protected:
    std::vector<PlaceRemark> judged(const fs::path& path) {
        auto remarks = judgePlace(disk_, facts_, places_, path);
        EXPECT_TRUE(remarks.ok()) << tanba::test::outcome(remarks);
        return remarks.ok() ? std::move(remarks).value() : std::vector<PlaceRemark>();
    }

    std::vector<PlaceFinding> findings(const fs::path& path) {
        disk_.put(path, toBytes("key"), MemoryFileStore::kOwnerOnly);
        std::vector<PlaceFinding> all;
        for (const PlaceRemark& remark : judged(path))
            all.push_back(remark.finding);
        return all;
    }

    std::string service(const fs::path& path) {
        disk_.put(path, toBytes("key"), MemoryFileStore::kOwnerOnly);
        const auto remarks = judged(path);
        return remarks.size() == 1 && remarks[0].finding == PlaceFinding::SyncedFolder ? remarks[0].service
                                                                                       : "";
    }

    MemoryFileStore disk_;
    test::MemoryPathFacts facts_{disk_};
    UserPlaces places_{{"/home/a/Жүктеулер", "/home/a/Downloads/"}, {"/home/a/Desktop"}, {}};
};

TEST_F(KeyPlace, AGoodPlaceGetsNoRemark) {
    EXPECT_THAT(findings("/home/a/keys/k.p12"), IsEmpty());
    EXPECT_THAT(findings("/home/a/Downloads2/k.p12"), IsEmpty());
}

TEST_F(KeyPlace, DownloadsAndDesktopAtAnyDepth) {
    EXPECT_THAT(findings("/home/a/Жүктеулер/k.p12"), ElementsAre(PlaceFinding::Downloads));
    EXPECT_THAT(findings("/home/a/Downloads/old/ЭЦҚ/k.p12"), ElementsAre(PlaceFinding::Downloads));
    EXPECT_THAT(findings("/home/a/Desktop/k.p12"), ElementsAre(PlaceFinding::Desktop));
    EXPECT_THAT(findings("/home/a/Desktop/../keys/k.p12"), IsEmpty());
}

TEST_F(KeyPlace, FoldersOfCloudsByName) {
    EXPECT_EQ(service("/home/a/OneDrive/k.p12"), "OneDrive");
    EXPECT_EQ(service("/home/a/OneDrive - ТОО Пример/docs/k.p12"), "OneDrive");
    EXPECT_EQ(service("/home/a/onedrive2/k.p12"), "");
    EXPECT_EQ(service("/home/a/Google Drive/k.p12"), "Google Drive");
    EXPECT_EQ(service("/g/Мой диск/k.p12"), "Google Drive");
    EXPECT_EQ(service("/home/a/Dropbox (Personal)/k.p12"), "Dropbox");
    EXPECT_EQ(service("/home/a/Yandex.Disk/k.p12"), "Yandex.Disk");
    EXPECT_EQ(service("/home/a/YandexDisk/k.p12"), "Yandex.Disk");
    EXPECT_EQ(service("/home/a/nextcloud/k.p12"), "Nextcloud");
    EXPECT_EQ(service("/home/a/Cloud Mail.Ru/k.p12"), "Cloud Mail.ru");
    EXPECT_EQ(service("/home/a/MEGA/k.p12"), "MEGA");
    EXPECT_EQ(service("/home/a/MEGAsync/old/k.p12"), "MEGA");
    EXPECT_EQ(service("/home/a/megabytes/k.p12"), "");
    EXPECT_EQ(service("/home/a/pCloudDrive/k.p12"), "pCloud");
    EXPECT_EQ(service("/home/a/pCloud Sync/k.p12"), "pCloud");
    EXPECT_EQ(service("/c/Users/a/iCloudDrive/k.p12"), "iCloud");
}

TEST_F(KeyPlace, FoldersOfCloudsByWhatTheirProgramsLeaveThere) {
    disk_.put("/data/work/.nextcloudsync.log", {});
    EXPECT_EQ(service("/data/work/a/k.p12"), "Nextcloud");
    disk_.putFolder("/data/box/.dropbox.cache");
    EXPECT_EQ(service("/data/box/k.p12"), "Dropbox");
    disk_.putFolder("/data/home pc/.stfolder");
    EXPECT_EQ(service("/data/home pc/ЭЦҚ/k.p12"), "Syncthing");
    disk_.put("/data/older/.stfolder", {});
    EXPECT_EQ(service("/data/older/k.p12"), "Syncthing") << "a file, as it once was";
    disk_.put("/data/m/.megaignore", {});
    EXPECT_EQ(service("/data/m/k.p12"), "MEGA");
    places_.synced.push_back({"OneDrive", "/data/firm"});
    EXPECT_EQ(service("/data/firm/k.p12"), "OneDrive");
}

TEST_F(KeyPlace, GitTree) {
    disk_.putFolder("/home/a/project/.git");
    EXPECT_THAT(findings("/home/a/project/certs/k.p12"), ElementsAre(PlaceFinding::GitTree));
    disk_.put("/home/a/worktree/.git", toBytes("gitdir: elsewhere"));
    EXPECT_THAT(findings("/home/a/worktree/k.p12"), ElementsAre(PlaceFinding::GitTree));
}

TEST_F(KeyPlace, ReadableByOthers) {
    for (const unsigned bits : {0644U, 0640U, 0604U, 0660U}) {
        disk_.put("/home/a/keys/k.p12", toBytes("key"), bits);
        const auto remarks = judged("/home/a/keys/k.p12");
        ASSERT_EQ(remarks.size(), 1u) << bits;
        EXPECT_EQ(remarks[0].finding, PlaceFinding::ReadableByOthers);
        EXPECT_EQ(remarks[0].reason, "/home/a/keys/k.p12");
    }
}

TEST_F(KeyPlace, EachReasonOnceAndTheNearestFolderNamed) {
    disk_.put("/home/a/Desktop/OneDrive/x/Dropbox/k.p12", toBytes("key"));
    const auto remarks = judged("/home/a/Desktop/OneDrive/x/Dropbox/k.p12");
    ASSERT_EQ(remarks.size(), 3u);
    EXPECT_EQ(remarks[0].finding, PlaceFinding::Desktop);
    EXPECT_EQ(remarks[1].service, "Dropbox");
    EXPECT_EQ(remarks[1].reason, "/home/a/Desktop/OneDrive/x/Dropbox");
    EXPECT_EQ(remarks[2].finding, PlaceFinding::ReadableByOthers);
}

TEST_F(KeyPlace, NothingThereIsAFailure) {
    EXPECT_EQ(tanba::test::outcome(judgePlace(disk_, facts_, places_, "/home/a/none.p12")), "file.not_found");
}

TEST_F(KeyPlace, DeepPathsAreBounded) {
    fs::path deep = "/";
    for (int level = 0; level < 500; ++level)
        deep /= "d";
    disk_.put(deep / "k.p12", toBytes("key"), MemoryFileStore::kOwnerOnly);
    const std::size_t before = disk_.steps().size();
    EXPECT_THAT(judged(deep / "k.p12"), IsEmpty());
    EXPECT_LT(disk_.steps().size() - before, 64u * 16u);
}

TEST(KeyPlaceOnDisk, PermissionBitsAndLinks) {
    const fs::path folder = tanba::test::scratchFolder();
    fs::create_directories(folder / "Downloads");
    const fs::path key = folder / "Downloads" / "k.p12";
    std::ofstream(key) << "key";
    fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
    const fs::path link = folder / "link.p12";
    fs::create_symlink(key, link);

    DiskFileStore files;
    PermissionBits facts;
    EXPECT_EQ(facts.whoReads(key).value(), WhoReads::OwnerOnly);
    const auto remarks = judgePlace(files, facts, {{fs::canonical(folder / "Downloads")}, {}, {}}, link);
    ASSERT_TRUE(remarks.ok());
    ASSERT_EQ(remarks.value().size(), 1u) << "a link lies where its file lies";
    EXPECT_EQ(remarks.value()[0].finding, PlaceFinding::Downloads);

    fs::permissions(key, fs::perms::group_read, fs::perm_options::add);
    EXPECT_EQ(facts.whoReads(key).value(), WhoReads::Others);
    EXPECT_EQ(tanba::test::outcome(facts.whoReads(folder / "none")), "file.not_found");
}

} // namespace
} // namespace tanba::guidance
