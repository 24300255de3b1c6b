#include "core/base/disk_file_store.h"
#include "core/base/random.h"
#include "core/base/safe_write.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/base/system_call_trouble.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>

namespace tanba {
namespace {

namespace fs = std::filesystem;
using test::fileContent;
using test::outcome;
using test::withTrouble;

const test::SystemCallTrouble kNoRenameFlags{SYS_renameat2, EINVAL};
const test::SystemCallTrouble kNoHardLinks{SYS_linkat, EPERM};

void put(const fs::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

std::ptrdiff_t countIn(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

constexpr std::string_view kNew = "new";

Outcome writeNew(ByteSink& sink) {
    return sink.write(viewOf(kNew));
}

class DiskTrouble : public testing::Test {
  protected:
    DiskFileStore disk;
    fs::path folder = test::scratchFolder();

    /// renameWithoutReplacing() onto a taken and a free name, and of a file that is not there.
    std::string renamesWithoutReplacing() {
        std::string answers = outcome(disk.renameWithoutReplacing(folder / "a", folder / "taken"));
        answers += ' ' + outcome(disk.renameWithoutReplacing(folder / "a", folder / "free"));
        return answers + ' ' + outcome(disk.renameWithoutReplacing(folder / "absent", folder / "other"));
    }

    void expectRenamed() {
        EXPECT_EQ(asText(fileContent(folder / "free")), "a");
        EXPECT_EQ(asText(fileContent(folder / "taken")), "t");
        EXPECT_EQ(countIn(folder), 2);
    }
};

TEST_F(DiskTrouble, FileSystemsWithoutRenameFlags) {
    put(folder / "a", "a");
    put(folder / "taken", "t");
    EXPECT_EQ(withTrouble({kNoRenameFlags}, [&] { return renamesWithoutReplacing(); }),
              "file.exists ok file.not_found");
    expectRenamed();
}

TEST_F(DiskTrouble, FileSystemsWithoutRenameFlagsAndLinks) {
    put(folder / "a", "a");
    put(folder / "taken", "t");
    EXPECT_EQ(withTrouble({kNoRenameFlags, kNoHardLinks}, [&] { return renamesWithoutReplacing(); }),
              "file.exists ok file.not_found");
    expectRenamed();
}

TEST_F(DiskTrouble, ANameTakenInVainIsGivenBack) {
    put(folder / "a", "a");
    EXPECT_EQ(
        withTrouble({kNoRenameFlags, kNoHardLinks, {SYS_rename, EIO}},
                    [&] { return outcome(disk.renameWithoutReplacing(folder / "a", folder / "free")); }),
        "file.medium_gone");
    EXPECT_EQ(countIn(folder), 1);
}

TEST_F(DiskTrouble, FileSystemsWithoutLinksGetACopy) {
    const Bytes content(2 * kStreamBuffer + 5, 'x');
    put(folder / "key.p12", asText(content));
    ASSERT_EQ(chmod((folder / "key.p12").c_str(), 0640), 0);
    put(folder / "taken", "t");
    for (const int error : {EPERM, EOPNOTSUPP, ENOSYS, EMLINK}) {
        const fs::path copy = folder / std::to_string(error);
        EXPECT_EQ(withTrouble({{SYS_linkat, error}},
                              [&] {
                                  std::string answers = outcome(disk.duplicate(folder / "key.p12", copy));
                                  answers +=
                                      ' ' + outcome(disk.duplicate(folder / "key.p12", folder / "taken"));
                                  return answers + ' ' +
                                         outcome(disk.duplicate(folder / "absent", folder / "none"));
                              }),
                  "ok file.exists file.not_found");
        EXPECT_EQ(fileContent(copy), content);
        EXPECT_EQ(fs::hard_link_count(copy), 1U);
        EXPECT_EQ(static_cast<unsigned>(fs::status(copy).permissions()), 0640U);
    }
    EXPECT_EQ(asText(fileContent(folder / "taken")), "t");
    EXPECT_EQ(countIn(folder), 6);
}

TEST_F(DiskTrouble, ACopyThatIsNotOnTheMediumIsNone) {
    put(folder / "key.p12", "key");
    EXPECT_EQ(withTrouble({kNoHardLinks, {SYS_fsync, EIO}},
                          [&] { return outcome(disk.duplicate(folder / "key.p12", folder / "copy")); }),
              "file.medium_gone");
    EXPECT_EQ(countIn(folder), 1);
}

TEST_F(DiskTrouble, FileSystemsWithoutPermissionBitsAreWritable) {
    EXPECT_EQ(
        withTrouble({{SYS_chmod, EPERM}, {SYS_fchmodat, EPERM}},
                    [&] { return outcome(writeFileSafely(disk, folder / "a", IfExists::Refuse, writeNew)); }),
        "ok");
    EXPECT_EQ(asText(fileContent(folder / "a")), "new");
}

TEST_F(DiskTrouble, FoldersThatCannotBeSyncedAreFine) {
    EXPECT_EQ(withTrouble({{SYS_fsync, EINVAL}}, [&] { return outcome(disk.syncFolder(folder)); }), "ok");
    EXPECT_EQ(withTrouble({{SYS_fsync, EIO}}, [&] { return outcome(disk.syncFolder(folder)); }),
              "file.medium_gone");
}

TEST_F(DiskTrouble, AFailingStepLeavesTheOldContentAndNothingElse) {
    put(folder / "key.p12", "old");
    struct Case {
        test::SystemCallTrouble trouble;
        std::string_view code;
    };
    for (const Case& row : {
             Case{{SYS_openat, EROFS}, "file.read_only_medium"},
             Case{{SYS_write, ENOSPC, kNew.size()}, "file.disk_full"},
             Case{{SYS_fsync, EIO}, "file.medium_gone"},
             Case{{SYS_fsync, EDQUOT}, "file.disk_full"},
             Case{{SYS_rename, EACCES}, "file.no_permission"},
         }) {
        EXPECT_EQ(withTrouble({row.trouble},
                              [&] {
                                  return outcome(
                                      writeFileSafely(disk, folder / "key.p12", IfExists::Replace, writeNew));
                              }),
                  row.code);
        EXPECT_EQ(asText(fileContent(folder / "key.p12")), "old");
        EXPECT_EQ(countIn(folder), 1);
    }
}

TEST_F(DiskTrouble, AFileThatGrowsTooLargeIsRemoved) {
    EXPECT_EQ(withTrouble({},
                          [&] {
                              const rlimit limit{1000, 1000};
                              if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0)
                                  return std::string("no limit");
                              const auto writeMuch = [](ByteSink& sink) { return sink.write(Bytes(2000)); };
                              return outcome(
                                  writeFileSafely(disk, folder / "a", IfExists::Refuse, writeMuch));
                          }),
              "file.too_large");
    EXPECT_EQ(countIn(folder), 0);
}

TEST_F(DiskTrouble, ReadingErrorsAreTold) {
    put(folder / "a", "abc");
    EXPECT_EQ(withTrouble({{SYS_read, EIO}}, [&] { return outcome(readFile(disk, folder / "a", 10)); }),
              "file.medium_gone");
    EXPECT_EQ(withTrouble({{SYS_openat, EACCES}}, [&] { return outcome(readFile(disk, folder / "a", 10)); }),
              "file.no_permission");
}

TEST(RandomTrouble, NoRandomnessIsAFailure) {
    EXPECT_EQ(withTrouble({{SYS_getrandom, ENOSYS}}, [] { return outcome(randomBytes(16)); }),
              "random.unavailable");
}

} // namespace
} // namespace tanba
