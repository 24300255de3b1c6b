#include "app/documents/journal.h"

#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace tanba::documents {
namespace {

using test::MemoryFileStore;
using test::outcome;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::filesystem::path kFile = "/data/journal.jsonl";

JournalEntry entry(const std::string& document) {
    return {test::goodTime(),    document,     "/out/" + document + ".p7s",
            "cms-detached",      "tax office", {"СЫНАҚОВ СЫНАҚ", "", "0a0b", "ҰКО"},
            std::string(64, 'a')};
}

class JournalTest : public testing::Test {
  protected:
    JournalTest() { disk_.putFolder("/data"); }
    MemoryFileStore disk_;
    Journal journal_{disk_, disk_, kFile};
};

TEST_F(JournalTest, TellsTheLatestFirst) {
    EXPECT_TRUE(journal_.entries().value().empty());
    ASSERT_TRUE(journal_.add({entry("a.pdf"), entry("құжат.pdf")}).ok());
    ASSERT_TRUE(journal_.add({entry("c\n\"x\".pdf")}).ok());
    ASSERT_TRUE(journal_.sync().ok());
    const auto entries = journal_.entries();
    ASSERT_EQ(outcome(entries), "ok");
    ASSERT_EQ(entries.value().size(), 3u);
    EXPECT_EQ(entries.value()[0].document, "c\n\"x\".pdf");
    EXPECT_EQ(entries.value()[1].document, "құжат.pdf");
    EXPECT_EQ(entries.value()[2].key.serial, "0a0b");
    EXPECT_EQ(entries.value()[2].when, test::goodTime());
    EXPECT_EQ(entries.value()[2].purpose, "tax office");
    EXPECT_EQ(disk_.permissions(kFile), MemoryFileStore::kOwnerOnly);
}

TEST_F(JournalTest, ATornLineSpoilsNoOther) {
    ASSERT_TRUE(journal_.add({entry("a.pdf"), entry("b.pdf")}).ok());
    Bytes torn = *disk_.content(kFile);
    torn.resize(torn.size() - 9);
    disk_.put(kFile, torn, MemoryFileStore::kOwnerOnly);
    ASSERT_TRUE(journal_.add({entry("c.pdf")}).ok());
    const auto entries = journal_.entries();
    ASSERT_EQ(entries.value().size(), 2u);
    EXPECT_EQ(entries.value()[0].document, "c.pdf");
    EXPECT_EQ(entries.value()[1].document, "a.pdf");
}

TEST_F(JournalTest, RemembersADemonstrationAndReadsLinesThatSayNothingOfIt) {
    JournalEntry shown = entry("a.pdf");
    shown.key.demonstration = true;
    ASSERT_TRUE(journal_.add({shown, entry("b.pdf")}).ok());
    std::string older(asText(*disk_.content(kFile)));
    constexpr std::string_view kSaid = ",\"demonstration\":false";
    ASSERT_NE(older.find(kSaid), std::string::npos) << older;
    older.erase(older.find(kSaid), kSaid.size());
    disk_.put(kFile, toBytes(older), MemoryFileStore::kOwnerOnly);
    const auto entries = journal_.entries();
    ASSERT_EQ(entries.value().size(), 2u);
    EXPECT_FALSE(entries.value()[0].key.demonstration);
    EXPECT_TRUE(entries.value()[1].key.demonstration);
    EXPECT_THAT(toCsv(entries.value(), {}), HasSubstr("\"true\"\r\n"));
    EXPECT_THAT(toJson(entries.value()), HasSubstr("\"demonstration\": true"));
}

TEST_F(JournalTest, IsErased) {
    ASSERT_TRUE(journal_.add({entry("a.pdf")}).ok());
    ASSERT_TRUE(journal_.eraseAll().ok());
    EXPECT_EQ(disk_.content(kFile), std::nullopt);
    ASSERT_TRUE(journal_.eraseAll().ok());
    ASSERT_TRUE(journal_.add({entry("b.pdf")}).ok());
    EXPECT_EQ(journal_.entries().value().size(), 1u);
}

TEST_F(JournalTest, TheOldestMakeRoom) {
    JournalEntry large = entry("large");
    large.output = std::string(100'000, 'x');
    const std::size_t fitting = Journal::kMaxJournalSize / 100'000;
    for (std::size_t number = 0; number < fitting + 5; ++number) {
        large.document = std::to_string(number);
        ASSERT_TRUE(journal_.add({large}).ok());
    }
    EXPECT_LE(disk_.content(kFile)->size(), Journal::kMaxJournalSize);
    EXPECT_EQ(disk_.permissions(kFile), MemoryFileStore::kOwnerOnly);
    const auto entries = journal_.entries();
    ASSERT_EQ(outcome(entries), "ok");
    EXPECT_EQ(entries.value().front().document, std::to_string(fitting + 4));
    EXPECT_GT(entries.value().size(), fitting / 2);
    EXPECT_LT(entries.value().size(), fitting);
}

TEST_F(JournalTest, AFullDiskLeavesItAsItWas) {
    ASSERT_TRUE(journal_.add({entry("a.pdf")}).ok());
    const Bytes before = *disk_.content(kFile);
    disk_.fillUpAfter(20);
    EXPECT_EQ(outcome(journal_.add({entry("b.pdf")})), "file.disk_full");
    EXPECT_EQ(disk_.content(kFile), before);
}

TEST(JournalOnDisk, SeveralProgramsWriteAtOnce) {
    DiskFileStore disk;
    const std::filesystem::path file = test::scratchFolder() / "journal.jsonl";
    constexpr int kEach = 50;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 4; ++writer)
            writers.emplace_back([&] {
                Journal journal(disk, disk, file);
                for (int number = 0; number < kEach; ++number)
                    EXPECT_TRUE(journal.add({entry("a.pdf")}).ok());
            });
    }
    EXPECT_EQ(Journal(disk, disk, file).entries().value().size(), 4u * kEach);
    const auto permissions = std::filesystem::status(file).permissions();
    EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(JournalExport, IsATableThatNoSpreadsheetCalculates) {
    std::vector<JournalEntry> entries = {entry("=HYPERLINK(\"http://evil\")"), entry("@x"), entry("+1"),
                                         entry("-1"), entry("a, \"b\".pdf")};
    const std::string csv = toCsv(entries, {"time", "document", "result", "format", "purpose", "owner",
                                            "organisation", "certificate", "issuer", "SHA-256"});
    EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBF\"time\",\"document\""));
    EXPECT_THAT(csv, HasSubstr("\"'=HYPERLINK(\"\"http://evil\"\")\""));
    EXPECT_THAT(csv, HasSubstr("\"'@x\""));
    EXPECT_THAT(csv, HasSubstr("\"'+1\""));
    EXPECT_THAT(csv, HasSubstr("\"'-1\""));
    EXPECT_THAT(csv, HasSubstr("\"a, \"\"b\"\".pdf\""));
    EXPECT_EQ(std::ranges::count(csv, '\n'), 6);
    EXPECT_THAT(csv, Not(HasSubstr("991231500016")));
}

TEST(JournalExport, IsJson) {
    const std::string json = toJson(std::vector<JournalEntry>{entry("a.pdf"), entry("bad \xFF name")});
    EXPECT_THAT(json, HasSubstr("\"document\": \"a.pdf\""));
    EXPECT_THAT(json, HasSubstr("\"when\": \"2026-06-20T12:00:00Z\""));
    EXPECT_THAT(json, HasSubstr("bad \xEF\xBF\xBD name"));
    EXPECT_THAT(json, StartsWith("["));
}

} // namespace
} // namespace tanba::documents
