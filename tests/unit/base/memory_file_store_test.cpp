#include "tests/support/memory_file_store.h"

#include "core/base/safe_write.h"
#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using testing::ElementsAre;
using testing::Optional;

std::unique_ptr<TemporaryFile> newFile(MemoryFileStore& disk, const std::string& target,
                                       std::string_view content) {
    auto file = disk.createTemporaryBeside(target).value();
    EXPECT_TRUE(file->write(viewOf(content)).ok());
    return file;
}

TEST(MemoryFileStore, UnsyncedContentIsLost) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        MemoryFileStore disk;
        disk.putFolder("/usb");
        auto file = newFile(disk, "/usb/a", "synced");
        ASSERT_TRUE(file->sync().ok());
        ASSERT_TRUE(file->write(viewOf(" and not")).ok());
        ASSERT_TRUE(disk.rename(file->path(), "/usb/a").ok());
        file->keep();
        ASSERT_TRUE(disk.syncFolder("/usb").ok());
        EXPECT_THAT(disk.content("/usb/a"), Optional(toBytes("synced and not")));
        disk.reconnect(entries);
        EXPECT_THAT(disk.content("/usb/a"), Optional(toBytes("synced")));
        EXPECT_EQ(outcome(file->write(viewOf("x"))), "file.medium_gone");
    }
}

TEST(MemoryFileStore, UnsyncedEntriesAreLostOrKept) {
    MemoryFileStore lost;
    MemoryFileStore kept;
    for (MemoryFileStore* disk : {&lost, &kept}) {
        disk->put("/usb/a", toBytes("old"));
        auto file = newFile(*disk, "/usb/a", "new");
        ASSERT_TRUE(disk->rename(file->path(), "/usb/a").ok());
        file->keep();
        disk->reconnect(disk == &lost ? UnsyncedEntries::Lost : UnsyncedEntries::Kept);
        EXPECT_THAT(disk->names("/usb"), ElementsAre("a"));
    }
    EXPECT_THAT(lost.content("/usb/a"), Optional(toBytes("old")));
    EXPECT_THAT(kept.content("/usb/a"), Optional(Bytes())) << "kept entry, lost content";
}

TEST(MemoryFileStore, ARemovedFileComesBackUntilTheFolderIsSynced) {
    MemoryFileStore disk;
    disk.put("/a", toBytes("old"));
    ASSERT_TRUE(disk.remove("/a").ok());
    EXPECT_FALSE(disk.content("/a"));
    disk.reconnect(UnsyncedEntries::Lost);
    EXPECT_THAT(disk.content("/a"), Optional(toBytes("old")));
    ASSERT_TRUE(disk.remove("/a").ok());
    ASSERT_TRUE(disk.syncFolder("/").ok());
    disk.reconnect(UnsyncedEntries::Lost);
    EXPECT_FALSE(disk.content("/a"));
}

TEST(MemoryFileStore, DisconnectsAfterTheStep) {
    MemoryFileStore disk;
    disk.put("/a", toBytes("old"));
    disk.disconnectAfterStep(2);
    EXPECT_TRUE(disk.status("/a").ok());
    EXPECT_TRUE(disk.duplicate("/a", "/b").ok());
    EXPECT_TRUE(disk.connected());
    EXPECT_EQ(outcome(disk.remove("/a")), "file.medium_gone");
    EXPECT_FALSE(disk.connected());
    EXPECT_EQ(outcome(disk.status("/a")), "file.medium_gone");
    EXPECT_THAT(disk.steps(), ElementsAre("status /a", "duplicate /a /b"));
    EXPECT_THAT(disk.names("/"), ElementsAre("a", "b"));
    disk.reconnect(UnsyncedEntries::Lost);
    EXPECT_THAT(disk.names("/"), ElementsAre("a"));
    EXPECT_TRUE(disk.remove("/a").ok());
}

TEST(MemoryFileStore, AnAbandonedTemporaryFileIsRemovedUnlessTheDiskIsGone) {
    MemoryFileStore disk;
    { const auto file = newFile(disk, "/a", "x"); }
    EXPECT_THAT(disk.names("/"), ElementsAre());
    {
        const auto file = newFile(disk, "/a", "x");
        disk.disconnectAfterStep(disk.steps().size());
    }
    EXPECT_EQ(disk.names("/").size(), 1U);
}

TEST(MemoryFileStore, FailsTheStepThatItIsTold) {
    MemoryFileStore disk;
    disk.put("/a", toBytes("old"));
    disk.failStep(2, FailureCode::FileNoPermission);
    EXPECT_EQ(outcome(disk.remove("/a")), "ok");
    EXPECT_EQ(outcome(disk.syncFolder("/")), "file.no_permission");
    EXPECT_EQ(outcome(disk.syncFolder("/")), "ok");

    disk.failStep(5, FailureCode::FileMediumGone);
    auto file = disk.createTemporaryBeside("/b").value();
    EXPECT_EQ(outcome(file->write(viewOf("abcd"))), "file.medium_gone");
    EXPECT_THAT(disk.content(file->path()), Optional(toBytes("ab")));
}

TEST(MemoryFileStore, FillsUp) {
    MemoryFileStore disk(MemoryFileStore::HardLinks::Missing);
    disk.put("/a", toBytes("0123456789"));
    disk.fillUpAfter(12);
    EXPECT_TRUE(disk.duplicate("/a", "/b").ok());
    EXPECT_EQ(outcome(disk.duplicate("/a", "/c")), "file.disk_full");
    EXPECT_THAT(disk.names("/"), ElementsAre("a", "b"));

    MemoryFileStore linked;
    linked.put("/a", toBytes("0123456789"));
    linked.fillUpAfter(3);
    EXPECT_TRUE(linked.duplicate("/a", "/b").ok()) << "a link needs no space";
    auto file = linked.createTemporaryBeside("/c").value();
    EXPECT_EQ(outcome(file->write(viewOf("01234"))), "file.disk_full");
    EXPECT_THAT(linked.content(file->path()), Optional(toBytes("012")));
}

TEST(MemoryFileStore, ReadOnlyRefusesChangesOnly) {
    MemoryFileStore disk;
    disk.put("/a", toBytes("old"));
    disk.setAccess(MemoryFileStore::Access::ReadOnly);
    EXPECT_TRUE(readFile(disk, "/a", 10).ok());
    EXPECT_EQ(outcome(disk.createTemporaryBeside("/b")), "file.read_only_medium");
    EXPECT_EQ(outcome(disk.remove("/a")), "file.read_only_medium");
    EXPECT_EQ(outcome(disk.rename("/a", "/b")), "file.read_only_medium");
    EXPECT_EQ(outcome(disk.duplicate("/a", "/b")), "file.read_only_medium");
    EXPECT_THAT(disk.names("/"), ElementsAre("a"));
}

TEST(MemoryFileStore, RefusesWhatADiskRefuses) {
    MemoryFileStore disk;
    disk.put("/usb/a", toBytes("a"));
    disk.put("/usb/b", toBytes("b"));
    EXPECT_EQ(outcome(disk.openForReading("/usb")), "file.is_folder");
    EXPECT_EQ(outcome(disk.openForReading("/usb/c")), "file.not_found");
    EXPECT_EQ(outcome(disk.duplicate("/usb/a", "/usb/b")), "file.exists");
    EXPECT_EQ(outcome(disk.renameWithoutReplacing("/usb/a", "/usb/b")), "file.exists");
    EXPECT_EQ(outcome(disk.rename("/usb/a", "/usb")), "file.is_folder");
    EXPECT_EQ(outcome(disk.createTemporaryBeside("/absent/c")), "file.not_found");
    EXPECT_EQ(outcome(disk.remove("/usb/c")), "file.not_found");
    EXPECT_EQ(outcome(disk.syncFolder("/absent")), "file.not_found");
    EXPECT_EQ(disk.status("/usb").value().kind, FileKind::Folder);
    EXPECT_EQ(disk.status("/usb/a").value().size, 1U);
    EXPECT_EQ(disk.status("/usb/c").value().kind, FileKind::Absent);
    EXPECT_EQ(disk.list("/usb").value().size(), 2U);
    EXPECT_THAT(disk.names("/"), ElementsAre("usb"));
}

} // namespace
} // namespace tanba::test
