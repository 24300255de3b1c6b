#include "core/base/safe_write.h"

#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba {
namespace {

using test::MemoryFileStore;
using test::outcome;
using test::UnsyncedEntries;
using testing::AnyOf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const Bytes kOld = toBytes("old content");
const Bytes kNew = toBytes("new content, longer");

Outcome writeNew(ByteSink& sink) {
    const ByteView content = kNew;
    TANBA_CHECK(sink.write(content.first(5)));
    return sink.write(content.subspan(5));
}

Outcome writeAndFail(ByteSink& sink) {
    TANBA_CHECK(sink.write(kNew));
    return fail(FailureCode::Cancelled);
}

TEST(SafeWrite, WritesANewFileThatOthersMayRead) {
    MemoryFileStore disk;
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Refuse, writeNew)), "ok");
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kNew));
    EXPECT_THAT(disk.permissions("/doc.xml"), Optional(MemoryFileStore::kDefaultPermissions));
    EXPECT_THAT(disk.names("/"), ElementsAre("doc.xml"));
    disk.reconnect(UnsyncedEntries::Lost);
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kNew));
}

TEST(SafeWrite, ReplacesAndKeepsThePermissions) {
    MemoryFileStore disk;
    disk.put("/key.p12", kOld, 0640);
    EXPECT_EQ(outcome(writeFileSafely(disk, "/key.p12", IfExists::Replace, writeNew)), "ok");
    EXPECT_THAT(disk.content("/key.p12"), Optional(kNew));
    EXPECT_THAT(disk.permissions("/key.p12"), Optional(0640U));
    EXPECT_THAT(disk.names("/"), ElementsAre("key.p12"));
}

TEST(SafeWrite, RefusesBeforeTheWriterRuns) {
    MemoryFileStore disk;
    disk.put("/doc.xml", kOld);
    disk.putFolder("/folder");
    const auto neverCalled = [](ByteSink&) -> Outcome {
        ADD_FAILURE() << "the writer ran";
        return Done{};
    };
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Refuse, neverCalled)), "file.exists");
    EXPECT_EQ(outcome(writeFileSafely(disk, "/folder", IfExists::Refuse, neverCalled)), "file.is_folder");
    EXPECT_EQ(outcome(writeFileSafely(disk, "/folder", IfExists::Replace, neverCalled)), "file.is_folder");
    EXPECT_EQ(outcome(writeFileSafely(disk, "/absent/doc.xml", IfExists::Refuse, neverCalled)),
              "file.not_found");
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kOld));
}

TEST(SafeWrite, DoesNotReplaceAFileThatAppearsMeanwhile) {
    MemoryFileStore disk;
    const auto interrupted = [&](ByteSink& sink) {
        disk.put("/doc.xml", kOld);
        return sink.write(kNew);
    };
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Refuse, interrupted)), "file.exists");
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kOld));
    EXPECT_THAT(disk.names("/"), ElementsAre("doc.xml"));
}

TEST(SafeWrite, AFailingWriterLeavesEverythingAsItWas) {
    MemoryFileStore disk;
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Refuse, writeAndFail)), "cancelled");
    EXPECT_THAT(disk.names("/"), IsEmpty());
    disk.put("/doc.xml", kOld);
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Replace, writeAndFail)), "cancelled");
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kOld));
    EXPECT_THAT(disk.names("/"), ElementsAre("doc.xml"));
}

TEST(SafeWrite, AFullOrReadOnlyDiskLeavesTheOldContent) {
    for (std::uint64_t space = 0; space < kNew.size(); ++space) {
        MemoryFileStore disk;
        disk.put("/doc.xml", kOld);
        disk.fillUpAfter(space);
        EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Replace, writeNew)), "file.disk_full");
        EXPECT_THAT(disk.content("/doc.xml"), Optional(kOld));
        EXPECT_THAT(disk.names("/"), ElementsAre("doc.xml"));
    }
    MemoryFileStore disk;
    disk.put("/doc.xml", kOld);
    disk.setAccess(MemoryFileStore::Access::ReadOnly);
    EXPECT_EQ(outcome(writeFileSafely(disk, "/doc.xml", IfExists::Replace, writeNew)),
              "file.read_only_medium");
    EXPECT_EQ(outcome(writeFileSafely(disk, "/new.xml", IfExists::Refuse, writeNew)),
              "file.read_only_medium");
    EXPECT_THAT(disk.content("/doc.xml"), Optional(kOld));
}

/// Any single step fails: a new file is whole or absent, and a failure leaves nothing of it.
TEST(SafeWrite, ANewFileSurvivesEveryFailingStep) {
    bool finished = false;
    for (std::size_t step = 1; !finished; ++step) {
        MemoryFileStore disk;
        disk.failStep(step, FailureCode::FileMediumGone);
        const auto written = writeFileSafely(disk, "/doc.xml", IfExists::Refuse, writeNew);
        finished = disk.steps().size() < step;
        EXPECT_EQ(outcome(written), finished ? "ok" : "file.medium_gone") << step;
        if (finished)
            EXPECT_THAT(disk.names("/"), ElementsAre("doc.xml"));
        else
            EXPECT_THAT(disk.names("/"), IsEmpty()) << disk.steps().at(step - 1);
    }
}

TEST(SafeWrite, AReplacedFileSurvivesEveryFailingStep) {
    bool finished = false;
    for (std::size_t step = 1; !finished; ++step) {
        MemoryFileStore disk;
        disk.put("/key.p12", kOld);
        disk.failStep(step, FailureCode::FileMediumGone);
        const auto written = writeFileSafely(disk, "/key.p12", IfExists::Replace, writeNew);
        finished = disk.steps().size() < step;
        EXPECT_EQ(outcome(written), finished ? "ok" : "file.medium_gone") << step;
        EXPECT_THAT(disk.names("/"), ElementsAre("key.p12"));
        EXPECT_THAT(disk.content("/key.p12"), AnyOf(Optional(kOld), Optional(kNew)));
    }
}

/// The power fails after any step, whatever the file system then keeps.
TEST(SafeWrite, SurvivesAPowerFailureAfterEveryStep) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        bool finished = false;
        for (std::size_t step = 0; !finished; ++step) {
            MemoryFileStore disk;
            disk.put("/usb/key.p12", kOld);
            disk.disconnectAfterStep(step);
            const auto written = writeFileSafely(disk, "/usb/key.p12", IfExists::Replace, writeNew);
            finished = disk.connected();
            EXPECT_EQ(written.ok(), finished);
            disk.reconnect(entries);
            const auto content = disk.content("/usb/key.p12");
            EXPECT_THAT(content, AnyOf(Optional(kOld), Optional(kNew))) << step;
            EXPECT_TRUE(!finished || content == kNew);
        }
    }
}

TEST(SafeWrite, ANewFileIsWholeOrAbsentAfterAPowerFailure) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        bool finished = false;
        for (std::size_t step = 0; !finished; ++step) {
            MemoryFileStore disk;
            disk.disconnectAfterStep(step);
            const auto written = writeFileSafely(disk, "/doc.xml", IfExists::Refuse, writeNew);
            finished = disk.connected();
            disk.reconnect(entries);
            const auto content = disk.content("/doc.xml");
            EXPECT_THAT(content, AnyOf(std::optional<Bytes>(), Optional(kNew))) << step;
            EXPECT_TRUE(!finished || content == kNew);
        }
    }
}

} // namespace
} // namespace tanba
