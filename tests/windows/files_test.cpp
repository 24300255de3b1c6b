#include "app/platform/data_folder.h"
#include "core/base/disk_file_store.h"
#include "core/base/growing_file.h"
#include "core/base/origin_mark.h"
#include "core/base/private_file.h"
#include "core/base/random.h"
#include "core/base/secret_bytes.h"
#include "core/base/windows_owner.h"
#include "tests/windows/places.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

namespace tanba {
namespace {

namespace fs = std::filesystem;
using test::newFolder;

const fs::path kKazakh = fs::path(u8"Құжат әөүі ғҢһ.txt");

std::string contentOf(const fs::path& path) {
    DiskFileStore files;
    const auto content = readFile(files, path, 1'000'000);
    return content.ok() ? std::string(asText(content.value())) : "absent";
}

FailureCode codeOf(const Outcome& outcome) {
    return outcome.ok() ? FailureCode::Internal : outcome.failure().code;
}

TEST(WindowsFiles, AWholeFileIsWrittenAndReplaced) {
    DiskFileStore files;
    const fs::path path = newFolder() / kKazakh;
    ASSERT_TRUE(writePrivateFile(files, path, IfExists::Refuse, viewOf("one")).ok());
    EXPECT_EQ(codeOf(writePrivateFile(files, path, IfExists::Refuse, viewOf("two"))),
              FailureCode::FileExists);
    EXPECT_EQ(contentOf(path), "one");
    ASSERT_TRUE(writePrivateFile(files, path, IfExists::Replace, viewOf("three")).ok());
    EXPECT_EQ(contentOf(path), "three");
    const auto status = files.status(path);
    ASSERT_TRUE(status.ok());
    EXPECT_EQ(status.value().kind, FileKind::Regular);
    EXPECT_EQ(status.value().size, 5U);
    // Later than the day on which this was written, before the year 2100.
    EXPECT_GT(status.value().modified, 1'700'000'000'000'000'000);
    EXPECT_LT(status.value().modified, 4'102'444'800'000'000'000);
    const auto listed = files.list(path.parent_path());
    ASSERT_TRUE(listed.ok());
    ASSERT_EQ(listed.value().size(), 1U);
    EXPECT_EQ(listed.value()[0].name, kKazakh.string());
    ASSERT_TRUE(files.remove(path).ok());
    EXPECT_EQ(files.status(path).value().kind, FileKind::Absent);
}

/// Windows of today may replace a file that is open, wine and older ones do not.
TEST(WindowsFiles, AFileThatIsReadIsReplacedWholeOrNotAtAll) {
    DiskFileStore files;
    const fs::path path = newFolder() / "file";
    ASSERT_TRUE(writePrivateFile(files, path, IfExists::Refuse, viewOf("old")).ok());
    const auto open = files.openForReading(path);
    ASSERT_TRUE(open.ok());
    const Outcome replaced = writePrivateFile(files, path, IfExists::Replace, viewOf("new"));
    EXPECT_EQ(contentOf(path), replaced.ok() ? "new" : "old");
    EXPECT_EQ(files.list(path.parent_path()).value().size(), 1U) << "no temporary file is left";
}

TEST(WindowsFiles, WhatIsWrongIsNamed) {
    DiskFileStore files;
    const fs::path folder = newFolder();
    EXPECT_EQ(files.openForReading(folder / "absent").failure().code, FailureCode::FileNotFound);
    EXPECT_EQ(files.openForReading(folder / "no" / "absent").failure().code, FailureCode::FileNotFound);
    EXPECT_EQ(files.openForReading(folder).failure().code, FailureCode::FileIsFolder);
    EXPECT_EQ(files.list(folder / "absent").failure().code, FailureCode::FileNotFound);
    EXPECT_EQ(codeOf(files.remove(folder / "absent")), FailureCode::FileNotFound);
    EXPECT_EQ(files.status(folder).value().kind, FileKind::Folder);
}

TEST(WindowsFiles, ASecondNameOrACopy) {
    DiskFileStore files;
    const fs::path folder = newFolder();
    ASSERT_TRUE(writePrivateFile(files, folder / "one", IfExists::Refuse, viewOf("content")).ok());
    ASSERT_TRUE(files.duplicate(folder / "one", folder / "two").ok());
    EXPECT_EQ(contentOf(folder / "two"), "content");
    EXPECT_EQ(codeOf(files.duplicate(folder / "one", folder / "two")), FailureCode::FileExists);
}

TEST(WindowsFiles, APrivateFileInAPrivateFolderIsTheOwnersAlone) {
    DiskFileStore files;
    const fs::path folder = newFolder() / "a" / "b";
    ASSERT_TRUE(platform::makePrivateFolder(folder).ok());
    ASSERT_TRUE(platform::makePrivateFolder(folder).ok());
    const fs::path path = folder / "secret";
    ASSERT_TRUE(writePrivateFile(files, path, IfExists::Refuse, viewOf("secret")).ok());
    const Outcome ownFolder = requireOwnersAlone(folder, OwnedKind::Folder);
    EXPECT_TRUE(ownFolder.ok()) << ownFolder.failure().detail;
    const Outcome ownFile = requireOwnersAlone(path, OwnedKind::File);
    EXPECT_TRUE(ownFile.ok()) << ownFile.failure().detail;
    EXPECT_FALSE(requireOwnersAlone(path, OwnedKind::Folder).ok());
    EXPECT_FALSE(requireOwnersAlone(folder / "absent", OwnedKind::File).ok());
}

TEST(WindowsFiles, WhatOthersMayReadIsNot) {
    const fs::path path = newFolder() / "open";
    std::ofstream(path) << "open";
    // As it was made it has what its folder gives, and under Windows that is more than the owner.
    const Outcome alone = requireOwnersAlone(path, OwnedKind::File);
    EXPECT_FALSE(alone.ok());
}

TEST(WindowsFiles, AGrowingFileIsHeldByOne) {
    DiskFileStore files;
    const fs::path path = newFolder() / "journal";
    auto first = files.openGrowing(path, IfHeld::Refuse);
    ASSERT_TRUE(first.ok());
    ASSERT_TRUE(first.value()->append(viewOf("one\ntwo\n")).ok());
    ASSERT_TRUE(first.value()->cutTo(4).ok());
    ASSERT_TRUE(first.value()->append(viewOf("three\n")).ok());
    ASSERT_TRUE(first.value()->sync().ok());
    EXPECT_EQ(std::string(asText(first.value()->content(100).value())), "one\nthree\n");
    EXPECT_EQ(contentOf(path), "one\nthree\n") << "readers are not kept away";
    EXPECT_EQ(files.openGrowing(path, IfHeld::Refuse).failure().code, FailureCode::RecordInUse);
    std::uint64_t seen = 0;
    std::thread waiting([&] {
        const auto second = files.openGrowing(path, IfHeld::Wait);
        seen = second.ok() ? second.value()->size() : 0;
    });
    first.value().reset();
    waiting.join();
    EXPECT_EQ(seen, 10U);
}

TEST(WindowsFiles, TheMarkOfTheWebIsCopied) {
    const fs::path folder = newFolder();
    std::ofstream(folder / "from") << "x";
    std::ofstream(folder / "to") << "x";
    std::ofstream mark(folder / "from:Zone.Identifier");
    mark << "[ZoneTransfer]\r\nZoneId=3\r\n";
    mark.close();
    copyOriginMark(folder / "from", folder / "to");
    std::string line;
    std::getline(std::ifstream(folder / "to:Zone.Identifier") >> std::ws, line);
    EXPECT_THAT(line, testing::StartsWith("[ZoneTransfer]"));
}

TEST(WindowsMemory, SecretsHavePagesOfTheirOwn) {
    SecretBytes secret(100'000);
    ASSERT_TRUE(secret.append(viewOf("secret")));
    EXPECT_EQ(secret.size(), 6U);
    Bytes one(32);
    Bytes two(32);
    ASSERT_TRUE(fillRandom(one).ok());
    ASSERT_TRUE(fillRandom(two).ok());
    EXPECT_NE(one, two);
}

} // namespace
} // namespace tanba
