#include "core/keys/search_shares.h"

#include "core/base/disk_file_store.h"
#include "core/keys/key_finder.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"

#include <gtest/gtest.h>

namespace tanba::keys {
namespace {

constexpr SearchShares::Share kWhole = SearchShares::kWhole;

/// Everything that a search tells about how far it is.
class Told : public ProgressSink {
  public:
    void progress(std::uint64_t done, std::uint64_t total) override {
        EXPECT_EQ(total, kWhole);
        EXPECT_GE(done, last()) << "it went back";
        EXPECT_LE(done, kWhole);
        all.push_back(done);
    }
    SearchShares::Share last() const { return all.empty() ? 0 : all.back(); }

    std::vector<SearchShares::Share> all;
};

/// A folder into which somebody puts more and more while it is searched.
class GrowingStore : public test::MemoryFileStore {
  public:
    Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override {
        auto listed = MemoryFileStore::list(folder);
        for (int more = 0; more < 3; ++more)
            put("/home/new" + std::to_string(more) + std::to_string(++round_) + "/file", {1});
        return listed;
    }

  private:
    int round_ = 0;
};

Told search(FileStore& files, const FinderLimits& limits = {}) {
    Told told;
    EXPECT_TRUE(findKeyFiles(files, "/home", limits, {nullptr, &told}, [](const FoundKeyFile&) {}).ok());
    return told;
}

TEST(SearchShares, AFolderWithoutFoldersIsDoneOnceItIsRead) {
    SearchShares shares;
    EXPECT_EQ(shares.done(), 0U);
    shares.read(kWhole, 0);
    EXPECT_EQ(shares.done(), kWhole);
}

TEST(SearchShares, AFolderAndThoseInItGetEqualParts) {
    SearchShares shares;
    const auto each = shares.read(kWhole, 3);
    EXPECT_EQ(each, kWhole / 4);
    EXPECT_EQ(shares.done(), kWhole / 4);
    const auto deeper = shares.read(each, 1);
    EXPECT_EQ(deeper, kWhole / 8);
    EXPECT_EQ(shares.done(), kWhole / 4 + kWhole / 8);
}

TEST(SearchShares, NothingIsLostInRounding) {
    // Each folder holds `width` folders, down to where no unit is left for one.
    for (const std::size_t width : {2U, 6U, 7U, 999U, 1'000'000U}) {
        SearchShares shares;
        SearchShares::Share share = kWhole;
        SearchShares::Share waiting = 0;
        for (int depth = 0; depth < 40; ++depth) {
            const auto before = shares.done();
            const auto each = shares.read(share, width);
            EXPECT_GE(shares.done(), before);
            waiting += each * (width - 1);
            EXPECT_EQ(shares.done() + waiting + each, kWhole) << width << ", " << depth;
            share = each;
        }
        EXPECT_EQ(shares.done() + waiting, kWhole) << "the deepest ones count nothing";
    }
}

TEST(SearchShares, ASearchEndsWithTheWhole) {
    test::MemoryFileStore disk;
    for (const char* file : {"/home/a/1", "/home/a/deep/er/2", "/home/b/3", "/home/c/d/e/f/4", "/home/5"})
        disk.put(file, {1});
    const Told told = search(disk);
    EXPECT_EQ(told.all.size(), 9U) << "once a folder";
    EXPECT_EQ(told.all.front(), kWhole / 4);
    EXPECT_EQ(told.last(), kWhole);
}

TEST(SearchShares, FoldersThatAreLeftOutDoNotCount) {
    test::MemoryFileStore disk;
    disk.put("/home/a/b/c/file", {1});
    FinderLimits limits;
    limits.depth = 1;
    EXPECT_EQ(search(disk, limits).all, std::vector<SearchShares::Share>{kWhole});
    limits.depth = 2;
    EXPECT_EQ(search(disk, limits).all, (std::vector<SearchShares::Share>{kWhole / 2, kWhole}));
    limits = {};
    limits.maxEntries = 1;
    EXPECT_EQ(search(disk, limits).last(), kWhole) << "a limit ends it";
}

TEST(SearchShares, AFolderThatCannotBeReadIsDone) {
    test::MemoryFileStore disk;
    disk.put("/home/a/x/1", {1});
    disk.put("/home/b/2", {1});
    disk.failStep(disk.steps().size() + 2, FailureCode::FileNoPermission);
    const Told told = search(disk);
    EXPECT_EQ(told.all.size(), 3U);
    EXPECT_EQ(told.last(), kWhole);
}

TEST(SearchShares, AFolderThatGrowsMeanwhileChangesNothing) {
    GrowingStore disk;
    disk.put("/home/a/1", {1});
    disk.put("/home/b/2", {1});
    const Told told = search(disk);
    EXPECT_EQ(told.all.size(), 3U) << "what was there when it was read";
    EXPECT_EQ(told.last(), kWhole);
}

TEST(SearchShares, ALinkBackIsNoFolderToRead) {
    const std::filesystem::path home = test::scratchFolder();
    std::filesystem::create_directories(home / "a");
    std::filesystem::create_directory_symlink(home, home / "a" / "loop");
    DiskFileStore disk;
    Told told;
    EXPECT_TRUE(findKeyFiles(disk, home, {}, {nullptr, &told}, [](const FoundKeyFile&) {}).ok());
    EXPECT_EQ(told.all, (std::vector<SearchShares::Share>{kWhole / 2, kWhole}));
}

TEST(SearchShares, CancelledItStaysWhereItIs) {
    test::MemoryFileStore disk;
    disk.put("/home/a/1", {1});
    CancelToken cancel;
    cancel.cancel();
    Told told;
    EXPECT_FALSE(findKeyFiles(disk, "/home", {}, {&cancel, &told}, [](const FoundKeyFile&) {}).ok());
    EXPECT_EQ(told.last(), 0U);
}

} // namespace
} // namespace tanba::keys
