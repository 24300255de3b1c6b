#include "core/base/disk_file_store.h"

#include "core/base/safe_write.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

namespace tanba {
namespace {

namespace fs = std::filesystem;
using test::fileContent;
using test::outcome;
using testing::ElementsAre;

void put(const fs::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

unsigned modeOf(const fs::path& path) {
    return static_cast<unsigned>(fs::status(path).permissions()) & 0777U;
}

std::vector<std::string> names(const fs::path& folder) {
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        found.push_back(entry.path().filename().string());
    std::ranges::sort(found);
    return found;
}

Outcome writeNew(ByteSink& sink) {
    return sink.write(viewOf("new"));
}

class DiskFileStoreTest : public testing::Test {
  protected:
    DiskFileStore disk;
    fs::path folder = test::scratchFolder();
};

TEST_F(DiskFileStoreTest, ReadsAFileTwice) {
    const Bytes content(3 * kStreamBuffer / 2, 0x5A);
    put(folder / "a", asText(content));
    auto file = disk.openForReading(folder / "a").value();
    EXPECT_EQ(file->size(), content.size());
    EXPECT_EQ(readAll(*file, content.size()).value(), content);
    ASSERT_TRUE(file->rewind().ok());
    EXPECT_EQ(readAll(*file, content.size()).value(), content);
}

TEST_F(DiskFileStoreTest, FollowsALinkToADocument) {
    put(folder / "a", "document");
    fs::create_symlink("a", folder / "link");
    EXPECT_EQ(asText(readFile(disk, folder / "link", 100).value()), "document");
    EXPECT_EQ(disk.status(folder / "link").value().kind, FileKind::Regular);
    EXPECT_EQ(disk.followLinks(folder / "link").value(), fs::canonical(folder / "a"));
    EXPECT_EQ(disk.followLinks(folder / "a").value(), folder / "a");
    EXPECT_EQ(disk.followLinks(folder / "absent").value(), folder / "absent");
    fs::create_symlink("absent", folder / "dangling");
    EXPECT_EQ(disk.followLinks(folder / "dangling").value(), folder / "dangling");
}

TEST_F(DiskFileStoreTest, RefusesWhatIsNoFileWithoutWaiting) {
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(outcome(disk.openForReading(folder / "pipe")), "file.not_readable");
    EXPECT_EQ(outcome(disk.openForReading("/dev/zero")), "file.not_readable");
    EXPECT_EQ(outcome(disk.openForReading(folder)), "file.is_folder");
    EXPECT_EQ(outcome(disk.openForReading(folder / "absent")), "file.not_found");
    EXPECT_EQ(disk.openForReading(folder / "absent").failure().subject, (folder / "absent").string());
    fs::create_symlink("loop", folder / "loop");
    EXPECT_EQ(outcome(disk.openForReading(folder / "loop")), "file.not_readable");
    EXPECT_EQ(disk.status(folder / "pipe").value().kind, FileKind::Other);
    EXPECT_EQ(disk.status(folder).value().kind, FileKind::Folder);
    EXPECT_EQ(disk.status(folder / "absent").value().kind, FileKind::Absent);
    put(folder / "file", "x");
    EXPECT_EQ(disk.status(folder / "file" / "below").value().kind, FileKind::Absent);
}

TEST_F(DiskFileStoreTest, ATemporaryFileIsPrivateAndGoesAway) {
    {
        auto file = disk.createTemporaryBeside(folder / "key.p12").value();
        EXPECT_EQ(file->path().parent_path(), folder);
        EXPECT_TRUE(file->path().filename().string().starts_with(".key.p12.tanba-"));
        EXPECT_EQ(modeOf(file->path()), 0600U);
        EXPECT_EQ(outcome(file->write(viewOf("abc"))), "ok");
        EXPECT_EQ(outcome(file->sync()), "ok");
        EXPECT_EQ(asText(fileContent(file->path())), "abc");
        EXPECT_NE(disk.createTemporaryBeside(folder / "key.p12").value()->path(), file->path());
    }
    EXPECT_TRUE(names(folder).empty());
    fs::path kept;
    {
        auto file = disk.createTemporaryBeside(folder / "key.p12").value();
        kept = file->path();
        file->keep();
    }
    EXPECT_TRUE(fs::exists(kept));
    EXPECT_EQ(outcome(disk.createTemporaryBeside(folder / "absent" / "key.p12")), "file.not_found");
}

TEST_F(DiskFileStoreTest, LongNamesGetATemporaryFileToo) {
    std::string name;
    while (name.size() < 254)
        name += "қ";
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / name, IfExists::Refuse, writeNew)), "ok");
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / ("x" + name), IfExists::Refuse, writeNew)), "ok");
    auto file = disk.createTemporaryBeside(folder / ("x" + name)).value();
    // Cut between characters: a prefix of whole two-byte letters.
    const std::string temporary = file->path().filename().string();
    EXPECT_EQ((temporary.find(".tanba-") - std::string(".x").size()) % 2, 0U);
}

TEST_F(DiskFileStoreTest, RenamesWithAndWithoutReplacing) {
    put(folder / "a", "a");
    put(folder / "b", "b");
    EXPECT_EQ(outcome(disk.renameWithoutReplacing(folder / "a", folder / "b")), "file.exists");
    EXPECT_EQ(asText(fileContent(folder / "b")), "b");
    EXPECT_EQ(outcome(disk.renameWithoutReplacing(folder / "a", folder / "c")), "ok");
    EXPECT_EQ(outcome(disk.rename(folder / "c", folder / "b")), "ok");
    EXPECT_EQ(asText(fileContent(folder / "b")), "a");
    EXPECT_EQ(outcome(disk.rename(folder / "c", folder / "b")), "file.not_found");
    EXPECT_THAT(names(folder), ElementsAre("b"));
}

TEST_F(DiskFileStoreTest, DuplicatesAndRemoves) {
    put(folder / "a", "a");
    fs::create_symlink("a", folder / "link");
    EXPECT_EQ(outcome(disk.duplicate(folder / "a", folder / "b")), "ok");
    EXPECT_EQ(outcome(disk.duplicate(folder / "a", folder / "b")), "file.exists");
    EXPECT_EQ(outcome(disk.duplicate(folder / "link", folder / "c")), "ok");
    EXPECT_FALSE(fs::is_symlink(folder / "c")) << "the content is wanted, not the link";
    EXPECT_EQ(asText(fileContent(folder / "c")), "a");
    EXPECT_EQ(outcome(disk.duplicate(folder / "absent", folder / "d")), "file.not_found");
    EXPECT_EQ(outcome(disk.remove(folder / "b")), "ok");
    EXPECT_EQ(outcome(disk.remove(folder / "b")), "file.not_found");
    EXPECT_THAT(names(folder), ElementsAre("a", "c", "link"));
}

TEST_F(DiskFileStoreTest, SyncsAndListsFolders) {
    put(folder / "b", "b");
    fs::create_directory(folder / "a");
    fs::create_symlink("b", folder / "link");
    EXPECT_EQ(outcome(disk.syncFolder(folder)), "ok");
    EXPECT_EQ(outcome(disk.syncFolder(folder / "absent")), "file.not_found");
    const auto entries = disk.list(folder).value();
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].name, "a");
    EXPECT_EQ(entries[0].kind, FileKind::Folder);
    EXPECT_EQ(entries[1].name, "b");
    EXPECT_EQ(entries[1].kind, FileKind::Regular);
    EXPECT_EQ(entries[2].name, "link");
    EXPECT_EQ(entries[2].kind, FileKind::Other);
    EXPECT_EQ(outcome(disk.list(folder / "absent")), "file.not_found");
    EXPECT_EQ(outcome(disk.list(folder / "b")), "file.not_found");
}

TEST_F(DiskFileStoreTest, CopiesPermissions) {
    put(folder / "a", "a");
    put(folder / "b", "b");
    ASSERT_EQ(chmod((folder / "a").c_str(), 0640), 0);
    EXPECT_EQ(outcome(disk.copyPermissions(folder / "a", folder / "b")), "ok");
    EXPECT_EQ(modeOf(folder / "b"), 0640U);
    EXPECT_EQ(outcome(disk.copyPermissions(folder / "absent", folder / "b")), "file.not_found");
    EXPECT_EQ(outcome(disk.copyPermissions(folder / "a", folder / "absent")), "file.not_found");
}

TEST_F(DiskFileStoreTest, SafeWriteGivesTheUsualPermissionsToANewFile) {
    for (const unsigned mask : {022U, 027U, 077U}) {
        const mode_t before = umask(mask);
        const fs::path target = folder / std::to_string(mask);
        EXPECT_EQ(outcome(writeFileSafely(disk, target, IfExists::Refuse, writeNew)), "ok");
        EXPECT_EQ(umask(before), mask) << "the mask of the process must stay";
        EXPECT_EQ(modeOf(target), 0666U & ~mask);
    }
}

TEST_F(DiskFileStoreTest, SafeWriteReplacesOrRefuses) {
    put(folder / "key.p12", "old");
    ASSERT_EQ(chmod((folder / "key.p12").c_str(), 0600), 0);
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "key.p12", IfExists::Refuse, writeNew)), "file.exists");
    EXPECT_EQ(asText(fileContent(folder / "key.p12")), "old");
    const auto failing = [](ByteSink& sink) -> Outcome {
        TANBA_CHECK(sink.write(viewOf("half")));
        return fail(FailureCode::Cancelled);
    };
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "key.p12", IfExists::Replace, failing)), "cancelled");
    EXPECT_EQ(asText(fileContent(folder / "key.p12")), "old");
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "key.p12", IfExists::Replace, writeNew)), "ok");
    EXPECT_EQ(asText(fileContent(folder / "key.p12")), "new");
    EXPECT_EQ(modeOf(folder / "key.p12"), 0600U);
    EXPECT_THAT(names(folder), ElementsAre("key.p12"));
}

TEST_F(DiskFileStoreTest, SafeWriteThroughALinkReplacesTheFileBehindIt) {
    fs::create_directory(folder / "real");
    put(folder / "real" / "key.p12", "old");
    fs::create_symlink("real/key.p12", folder / "key.p12");
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "key.p12", IfExists::Replace, writeNew)), "ok");
    EXPECT_TRUE(fs::is_symlink(folder / "key.p12"));
    EXPECT_EQ(asText(fileContent(folder / "real" / "key.p12")), "new");
    fs::create_symlink("absent", folder / "dangling");
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "dangling", IfExists::Refuse, writeNew)), "file.exists");
    EXPECT_THAT(names(folder), ElementsAre("dangling", "key.p12", "real"));
}

TEST_F(DiskFileStoreTest, SafeWriteReplacesRegularFilesOnly) {
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(outcome(writeFileSafely(disk, folder / "pipe", IfExists::Replace, writeNew)),
              "file.write_failed");
    EXPECT_EQ(disk.status(folder / "pipe").value().kind, FileKind::Other);
    EXPECT_EQ(outcome(writeFileSafely(disk, folder, IfExists::Replace, writeNew)), "file.is_folder");
    EXPECT_THAT(names(folder), ElementsAre("pipe"));
}

TEST_F(DiskFileStoreTest, RelativeNamesLieInTheCurrentFolder) {
    const fs::path before = fs::current_path();
    fs::current_path(folder);
    EXPECT_EQ(outcome(writeFileSafely(disk, "a.txt", IfExists::Refuse, writeNew)), "ok");
    EXPECT_EQ(asText(readFile(disk, "a.txt", 10).value()), "new");
    fs::current_path(before);
    EXPECT_THAT(names(folder), ElementsAre("a.txt"));
}

} // namespace
} // namespace tanba
