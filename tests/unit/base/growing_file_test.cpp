#include "core/base/growing_file.h"

#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <future>

namespace tanba {
namespace {

namespace fs = std::filesystem;
using test::outcome;

class GrowingFileTest : public testing::Test {
  protected:
    std::unique_ptr<GrowingFile> open() {
        auto opened = disk_.openGrowing(path_, IfHeld::Refuse);
        EXPECT_EQ(outcome(opened), "ok");
        return std::move(opened).value();
    }

    DiskFileStore disk_;
    fs::path path_ = test::scratchFolder() / "journal";
};

TEST_F(GrowingFileTest, GrowsAndIsCut) {
    {
        const auto file = open();
        EXPECT_EQ(file->size(), 0u);
        ASSERT_TRUE(file->append(viewOf("one\n")).ok());
        ASSERT_TRUE(file->append(viewOf("two\n")).ok());
        ASSERT_TRUE(file->sync().ok());
        EXPECT_EQ(file->size(), 8u);
    }
    const auto file = open();
    EXPECT_EQ(file->content(100).value(), toBytes("one\ntwo\n"));
    EXPECT_EQ(outcome(file->content(7)), "file.too_large");
    ASSERT_TRUE(file->cutTo(4).ok());
    EXPECT_EQ(outcome(file->cutTo(5)), "internal");
    ASSERT_TRUE(file->append(viewOf("three\n")).ok());
    EXPECT_EQ(file->content(100).value(), toBytes("one\nthree\n"));
    EXPECT_EQ(test::fileContent(path_), toBytes("one\nthree\n"));
}

TEST_F(GrowingFileTest, IsForItsOwnerAlone) {
    const mode_t before = ::umask(0);
    open();
    ::umask(before);
    EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(GrowingFileTest, IsHeldByOneAtATime) {
    auto first = open();
    EXPECT_EQ(outcome(disk_.openGrowing(path_, IfHeld::Refuse)), "record.in_use");
    auto waiting = std::async(std::launch::async, [&] { return disk_.openGrowing(path_, IfHeld::Wait); });
    ASSERT_TRUE(first->append(viewOf("x")).ok());
    first.reset();
    const auto second = waiting.get();
    ASSERT_EQ(outcome(second), "ok");
    EXPECT_EQ(second.value()->size(), 1u);
}

TEST_F(GrowingFileTest, WhoWaitedGetsTheFileThatHasTheName) {
    auto first = open();
    ASSERT_TRUE(first->append(viewOf("old")).ok());
    auto waiting = std::async(std::launch::async, [&] { return disk_.openGrowing(path_, IfHeld::Wait); });
    fs::remove(path_);
    first.reset();
    const auto second = waiting.get();
    ASSERT_EQ(outcome(second), "ok");
    EXPECT_EQ(second.value()->size(), 0u);
    EXPECT_TRUE(fs::exists(path_));
}

TEST_F(GrowingFileTest, IsNothingButAnOrdinaryFile) {
    EXPECT_EQ(outcome(disk_.openGrowing(path_ / "x", IfHeld::Refuse)), "file.not_found");
    fs::create_directory(path_);
    EXPECT_EQ(outcome(disk_.openGrowing(path_, IfHeld::Refuse)), "file.is_folder");
    const fs::path link = path_ / "link";
    fs::create_symlink(path_ / "target", link);
    EXPECT_NE(outcome(disk_.openGrowing(link, IfHeld::Refuse)), "ok");
    EXPECT_FALSE(fs::exists(path_ / "target"));
    const fs::path pipe = path_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(outcome(disk_.openGrowing(pipe, IfHeld::Refuse)), "file.not_readable");
}

TEST(GrowingFileInMemory, LosesWhatWasNotSynced) {
    test::MemoryFileStore disk;
    auto file = disk.openGrowing("/a", IfHeld::Refuse);
    ASSERT_TRUE(file.ok());
    EXPECT_EQ(outcome(disk.openGrowing("/a", IfHeld::Refuse)), "record.in_use");
    ASSERT_TRUE(file.value()->append(viewOf("one")).ok());
    ASSERT_TRUE(file.value()->sync().ok());
    ASSERT_TRUE(file.value()->append(viewOf("two")).ok());
    disk.reconnect(test::UnsyncedEntries::Lost);
    EXPECT_EQ(disk.content("/a"), toBytes("one"));
    EXPECT_EQ(outcome(file.value()->append(viewOf("x"))), "file.medium_gone");
    EXPECT_EQ(outcome(disk.openGrowing("/a", IfHeld::Refuse)), "ok");
}

} // namespace
} // namespace tanba
