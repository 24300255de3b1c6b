#include "core/guidance/key_move.h"

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
using tanba::test::outcome;
using tanba::test::UnsyncedEntries;
using test::MemoryPathFacts;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const fs::path kOld = "/home/Downloads/k.p12";
const fs::path kNew = "/home/keys/k.p12";
const Bytes kKey = toBytes("the key");

void prepare(MemoryFileStore& disk) {
    disk.put(kOld, kKey);
    disk.putFolder("/home/keys");
}

TEST(MoveKey, CopiesComparesAndThenRemoves) {
    MemoryFileStore disk;
    prepare(disk);
    const auto moved = moveKeyFile(disk, kOld, "/home/keys");
    ASSERT_TRUE(moved.ok()) << outcome(moved);
    EXPECT_EQ(moved.value().path, kNew);
    EXPECT_FALSE(moved.value().oldRemains);
    EXPECT_THAT(disk.content(kNew), Optional(kKey));
    EXPECT_EQ(disk.permissions(kNew), MemoryFileStore::kOwnerOnly);
    EXPECT_THAT(disk.names("/home/Downloads"), IsEmpty());
    EXPECT_THAT(disk.names("/home/keys"), ElementsAre("k.p12"));
}

TEST(MoveKey, NameTakenAtTheTarget) {
    MemoryFileStore disk;
    prepare(disk);
    disk.put(kNew, toBytes("another key"));
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/keys")), "file.exists");
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/Downloads")), "file.exists") << "onto itself";
    EXPECT_THAT(disk.content(kNew), Optional(toBytes("another key")));
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
}

TEST(MoveKey, RefusesWhatIsNoKeyFile) {
    MemoryFileStore disk;
    prepare(disk);
    EXPECT_EQ(outcome(moveKeyFile(disk, "/home/none.p12", "/home/keys")), "file.not_found");
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/nowhere")), "file.not_found");
    disk.put("/home/big.p12", Bytes(5U * 1024 * 1024));
    EXPECT_EQ(outcome(moveKeyFile(disk, "/home/big.p12", "/home/keys")), "file.too_large");
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
}

/// The steps of a move that meets nothing.
std::size_t stepsOfMove() {
    MemoryFileStore disk;
    prepare(disk);
    EXPECT_TRUE(moveKeyFile(disk, kOld, "/home/keys").ok());
    return disk.steps().size();
}

TEST(MoveKey, AfterAnyFailureTheKeyIsWhole) {
    const std::size_t steps = stepsOfMove();
    for (std::size_t step = 1; step <= steps; ++step) {
        MemoryFileStore disk;
        prepare(disk);
        disk.failStep(step, FailureCode::FileWriteFailed);
        const auto moved = moveKeyFile(disk, kOld, "/home/keys");
        if (moved.ok()) {
            EXPECT_TRUE(moved.value().oldRemains.has_value())
                << "step " << step << " failed and nobody said so";
            EXPECT_THAT(disk.content(kNew), Optional(kKey)) << step;
        } else {
            EXPECT_THAT(disk.content(kOld), Optional(kKey)) << step;
            EXPECT_EQ(disk.content(kNew), std::nullopt) << step;
        }
    }
}

TEST(MoveKey, AfterAnyCrashAWholeKeyIsThere) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        bool finished = false;
        for (std::size_t step = 0; !finished; ++step) {
            MemoryFileStore disk;
            prepare(disk);
            disk.disconnectAfterStep(step);
            static_cast<void>(moveKeyFile(disk, kOld, "/home/keys"));
            finished = disk.connected();
            disk.reconnect(entries);
            EXPECT_TRUE(disk.content(kOld) == kKey || disk.content(kNew) == kKey)
                << "crash after step " << step;
        }
    }
}

TEST(MoveKey, FullDisk) {
    MemoryFileStore disk;
    prepare(disk);
    disk.fillUpAfter(3);
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/keys")), "file.disk_full");
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
    EXPECT_THAT(disk.names("/home/keys"), IsEmpty());
}

/// Somebody else writes the source while it is being copied.
class MeddledDisk : public MemoryFileStore {
  public:
    Result<std::unique_ptr<TemporaryFile>> createTemporaryBeside(const fs::path& target) override {
        put(kOld, toBytes("a newer key"));
        return MemoryFileStore::createTemporaryBeside(target);
    }
};

TEST(MoveKey, SomebodyWroteTheSourceMeanwhile) {
    MeddledDisk disk;
    prepare(disk);
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/keys")), "file.changed_meanwhile");
    EXPECT_THAT(disk.content(kOld), Optional(toBytes("a newer key")));
    EXPECT_THAT(disk.names("/home/keys"), IsEmpty());

    MemoryPathFacts facts(disk);
    disk.put(kOld, kKey);
    EXPECT_EQ(outcome(restrictToOwner(disk, facts, kOld)), "file.changed_meanwhile");
    EXPECT_THAT(disk.content(kOld), Optional(toBytes("a newer key")));
}

/// A medium that does not give back what was written.
class LyingDisk : public MemoryFileStore {
  public:
    Result<std::unique_ptr<InputFile>> openForReading(const fs::path& path) override {
        if (path == kOld)
            return MemoryFileStore::openForReading(path);
        return std::unique_ptr<InputFile>(std::make_unique<MemoryInput>(other_));
    }

  private:
    Bytes other_ = toBytes("the kez");
};

TEST(MoveKey, TheMediumLies) {
    LyingDisk disk;
    prepare(disk);
    EXPECT_EQ(outcome(moveKeyFile(disk, kOld, "/home/keys")), "file.write_failed");
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
    EXPECT_THAT(disk.names("/home/keys"), IsEmpty());
}

TEST(RestrictRights, SameContentForTheOwnerOnly) {
    MemoryFileStore disk;
    prepare(disk);
    MemoryPathFacts facts(disk);
    const auto restricted = restrictToOwner(disk, facts, kOld);
    ASSERT_TRUE(restricted.ok());
    EXPECT_EQ(restricted.value(), RightsOutcome::OwnerOnly);
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
    EXPECT_EQ(disk.permissions(kOld), MemoryFileStore::kOwnerOnly);
    EXPECT_THAT(disk.names("/home/Downloads"), ElementsAre("k.p12"));
}

TEST(RestrictRights, AMediumWithoutRightsIsLeftAlone) {
    MemoryFileStore disk;
    prepare(disk);
    MemoryPathFacts facts(disk, MemoryPathFacts::Medium::WithoutRights);
    EXPECT_EQ(restrictToOwner(disk, facts, kOld).value(), RightsOutcome::MediumKnowsNoRights);
    EXPECT_EQ(disk.permissions(kOld), MemoryFileStore::kDefaultPermissions);
    EXPECT_THAT(disk.names("/home/Downloads"), ElementsAre("k.p12"));
}

TEST(RestrictRights, AfterAnyFailureTheKeyIsWhole) {
    for (std::size_t step = 1; step < 40; ++step) {
        MemoryFileStore disk;
        prepare(disk);
        MemoryPathFacts facts(disk);
        disk.failStep(step, FailureCode::FileWriteFailed);
        static_cast<void>(restrictToOwner(disk, facts, kOld));
        EXPECT_THAT(disk.content(kOld), Optional(kKey)) << step;
    }
}

TEST(RemoveCopy, OnlyAnEqualOne) {
    MemoryFileStore disk;
    prepare(disk);
    disk.put(kNew, kKey);
    EXPECT_EQ(outcome(removeCopy(disk, kOld, kNew)), "ok");
    EXPECT_THAT(disk.names("/home/Downloads"), IsEmpty());
    EXPECT_THAT(disk.content(kNew), Optional(kKey));

    disk.put(kOld, toBytes("with the old password"));
    const auto refused = removeCopy(disk, kOld, kNew);
    EXPECT_EQ(outcome(refused), "file.changed_meanwhile");
    EXPECT_EQ(refused.failure().subject, kOld.string());
    EXPECT_THAT(disk.names("/home/Downloads"), ElementsAre("k.p12"));
}

TEST(RemoveCopy, NeverTheOnlyOne) {
    MemoryFileStore disk;
    prepare(disk);
    EXPECT_EQ(outcome(removeCopy(disk, kOld, kOld)), "file.changed_meanwhile");
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
    EXPECT_THAT(disk.names("/home/Downloads"), ElementsAre("k.p12"));
    EXPECT_EQ(outcome(removeCopy(disk, kOld, "/home/none.p12")), "file.not_found");
    EXPECT_THAT(disk.content(kOld), Optional(kKey));
}

class KeyMoveOnDisk : public testing::Test {
  protected:
    KeyMoveOnDisk() {
        fs::create_directories(folder_ / "real");
        fs::create_directories(folder_ / "keys");
        std::ofstream(folder_ / "real" / "k.p12") << "the key";
    }
    fs::path folder_ = tanba::test::scratchFolder();
    DiskFileStore files_;
    PermissionBits facts_;
};

TEST_F(KeyMoveOnDisk, TwoNamesOfOneFolderAreOneFile) {
    fs::create_directory_symlink(folder_ / "real", folder_ / "alias");
    EXPECT_EQ(outcome(removeCopy(files_, folder_ / "alias" / "k.p12", folder_ / "real" / "k.p12")),
              "file.changed_meanwhile");
    EXPECT_EQ(tanba::test::fileContent(folder_ / "real" / "k.p12"), kKey);
    EXPECT_EQ(outcome(moveKeyFile(files_, folder_ / "real" / "k.p12", folder_ / "alias")), "file.exists");
}

TEST_F(KeyMoveOnDisk, LinksAreRefused) {
    fs::create_symlink(folder_ / "real" / "k.p12", folder_ / "link.p12");
    EXPECT_EQ(outcome(moveKeyFile(files_, folder_ / "link.p12", folder_ / "keys")), "file.write_failed");
    EXPECT_TRUE(fs::exists(folder_ / "real" / "k.p12"));
}

TEST_F(KeyMoveOnDisk, MovesAndRestricts) {
    const fs::path key = folder_ / "real" / "k.p12";
    fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
    EXPECT_EQ(facts_.whoReads(key).value(), WhoReads::Others);
    EXPECT_EQ(restrictToOwner(files_, facts_, key).value(), RightsOutcome::OwnerOnly);
    EXPECT_EQ(facts_.whoReads(key).value(), WhoReads::OwnerOnly);
    const auto moved = moveKeyFile(files_, key, folder_ / "keys");
    ASSERT_TRUE(moved.ok());
    EXPECT_EQ(tanba::test::fileContent(moved.value().path), kKey);
    EXPECT_FALSE(fs::exists(key));
}

} // namespace
} // namespace tanba::guidance
