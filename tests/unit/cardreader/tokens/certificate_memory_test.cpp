#include "cardreader/tokens/file_certificate_memory.h"
#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace tanba::card {
namespace {

namespace fs = std::filesystem;
using test::cardIdentities;
using test::outcome;
using testing::ElementsAre;
using testing::IsEmpty;

fs::path onlyFileIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files.push_back(entry.path());
    EXPECT_EQ(files.size(), 1u);
    return files.empty() ? fs::path() : files.front();
}

class FileCertificateMemoryTest : public testing::Test {
  protected:
    fs::path folder = test::scratchFolder();
    DiskFileStore files;
    FileCertificateMemory memory{files, folder};
    const keys::Certificate& first = cardIdentities().rsa.certificate;
    const keys::Certificate& second = cardIdentities().secondRsa.certificate;
};

TEST_F(FileCertificateMemoryTest, RemembersByCard) {
    EXPECT_THAT(memory.certificatesFor("A"), IsEmpty());
    EXPECT_EQ(outcome(memory.remember("A", first)), "ok");
    EXPECT_EQ(outcome(memory.remember("A", second)), "ok");
    EXPECT_EQ(outcome(memory.remember("A", first)), "ok");
    EXPECT_THAT(memory.certificatesFor("A"), ElementsAre(first, second));
    EXPECT_THAT(memory.certificatesFor("B"), IsEmpty());
    EXPECT_THAT(FileCertificateMemory(files, folder).certificatesFor("A"), ElementsAre(first, second));
}

TEST_F(FileCertificateMemoryTest, TheFileIsPrivateAndItsNameTellsNothing) {
    ASSERT_TRUE(memory.remember("card-serial", first).ok());
    const fs::path file = onlyFileIn(folder);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(file.filename().string().find("card-serial"), std::string::npos);
}

TEST_F(FileCertificateMemoryTest, AChangedFileCountsAsAbsent) {
    ASSERT_TRUE(memory.remember("A", first).ok());
    const fs::path file = onlyFileIn(folder);
    const Bytes whole = test::fileContent(file);
    const auto write = [&](ByteView content) {
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        stream.write(asText(content).data(), static_cast<std::streamsize>(content.size()));
    };
    for (std::size_t at = 0; at < whole.size(); at += 37) {
        Bytes changed = whole;
        changed[at] ^= 0x40;
        write(changed);
        EXPECT_THAT(memory.certificatesFor("A"), IsEmpty()) << at;
    }
    write(ByteView(whole).first(whole.size() / 2));
    EXPECT_THAT(memory.certificatesFor("A"), IsEmpty());
    write(Bytes(2 * 1024 * 1024, 0x30));
    EXPECT_THAT(memory.certificatesFor("A"), IsEmpty());
    EXPECT_EQ(outcome(memory.remember("A", first)), "ok");
    EXPECT_THAT(memory.certificatesFor("A"), ElementsAre(first));
}

TEST_F(FileCertificateMemoryTest, CardWithoutASerialIsNotRemembered) {
    EXPECT_EQ(outcome(memory.remember("", first)), "ok");
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(FileCertificateMemoryTest, WhatWasSoughtInVainIsKnownToTheNextProgram) {
    const std::vector<Bytes> searches{Bytes(32, 0x01), Bytes(32, 0x02)};
    ShownCertificates thisRun;
    ShownCertificates nextRun;
    const fs::path made = folder / "made" / "when needed";
    const auto makeFolder = [](const fs::path& path) -> Outcome {
        fs::create_directories(path);
        return Done{};
    };
    FileCertificateMemory(files, made, makeFolder, thisRun).keepFruitlessSearches("A", searches);
    FileCertificateMemory next(files, made, makeFolder, nextRun);
    EXPECT_EQ(next.fruitlessSearches("A"), searches);
    EXPECT_THAT(next.fruitlessSearches("B"), IsEmpty());
    const fs::path file = onlyFileIn(made);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    next.keepFruitlessSearches("A", {});
    EXPECT_TRUE(fs::is_empty(made));
    EXPECT_THAT(next.fruitlessSearches("A"), IsEmpty());
    next.keepFruitlessSearches("", searches);
    next.keepFruitlessSearches("C", {});
    EXPECT_TRUE(fs::is_empty(made));
}

TEST_F(FileCertificateMemoryTest, WhatWasSoughtInVainIsForgottenOnDemand) {
    memory.keepFruitlessSearches("A", {Bytes(32, 0x01)});
    ASSERT_TRUE(memory.remember("A", first).ok());
    forgetFruitlessSearches(files, folder);
    EXPECT_THAT(memory.fruitlessSearches("A"), IsEmpty());
    EXPECT_THAT(memory.certificatesFor("A"), ElementsAre(first));
    forgetFruitlessSearches(files, folder / "absent");
}

TEST_F(FileCertificateMemoryTest, WithoutAFolderItIsKeptForThisRun) {
    ShownCertificates thisRun;
    FileCertificateMemory homeless(files, folder / "absent", {}, thisRun);
    homeless.keepFruitlessSearches("A", {Bytes(32, 0x01)});
    EXPECT_THAT(homeless.fruitlessSearches("A"), ElementsAre(Bytes(32, 0x01)));
}

TEST(FileCertificateMemoryFaults, FullDiskSaysSoAndKeepsTheOld) {
    test::MemoryFileStore disk;
    disk.putFolder("/cards");
    FileCertificateMemory memory(disk, "/cards");
    ASSERT_TRUE(memory.remember("A", cardIdentities().rsa.certificate).ok());
    disk.fillUpAfter(10);
    EXPECT_EQ(outcome(memory.remember("A", cardIdentities().secondRsa.certificate)), "file.disk_full");
    EXPECT_THAT(memory.certificatesFor("A"), ElementsAre(cardIdentities().rsa.certificate));
}

} // namespace
} // namespace tanba::card
