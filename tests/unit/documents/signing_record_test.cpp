#include "app/documents/record_lines.h"
#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::documents {
namespace {

using test::MemoryFileStore;
using test::outcome;
using testing::ElementsAre;
using testing::IsEmpty;

const std::filesystem::path kFile = "/data/a.signing.jsonl";

RunPlan plan() {
    RunPlan plan;
    plan.order.format = SignFormat::Xml;
    plan.order.encoding = Encoding::Base64;
    plan.order.adding = Adding::ToExisting;
    plan.order.ifTaken = IfTaken::Replace;
    plan.order.ifSigned = IfSigned::SignAgain;
    plan.order.ifExpired = IfExpired::Allow;
    plan.order.outputFolder = "/out";
    plan.order.purpose = "for the \"tax\" office\n";
    Document first;
    first.path = "/documents/құжат.txt";
    first.size = 5;
    first.modified = -7;
    first.sha256 = Bytes(32, 9);
    first.chosen = Chosen::InFolder;
    first.signature = "/documents/құжат.txt.p7s";
    first.original = "/documents/o.txt";
    Document second;
    second.path = std::string("/documents/\xFF\xFE.txt");
    second.failure = fail(FailureCode::FileNoPermission, "/documents/x", "open: EACCES");
    plan.documents = {first, second};
    return plan;
}

SigningRecord::Header header() {
    return {test::goodTime(), {"СЫНАҚОВ СЫНАҚ", "ЖШС", "0a0b", "ҰКО"}};
}

class RecordTest : public testing::Test {
  protected:
    RecordTest() { disk_.putFolder("/data"); }

    std::unique_ptr<SigningRecord> begin() {
        auto record = SigningRecord::begin(disk_, kFile, plan(), header());
        EXPECT_EQ(outcome(record), "ok");
        return std::move(record).value();
    }
    Result<std::unique_ptr<SigningRecord>> open() { return SigningRecord::open(disk_, disk_, kFile); }

    MemoryFileStore disk_;
};

TEST_F(RecordTest, TellsEverythingItWasTold) {
    {
        const auto record = begin();
        ASSERT_TRUE(record->working(0, "/out/a").ok());
        ASSERT_TRUE(record->working(0, "/out/b").ok());
        ASSERT_TRUE(record->made(0, "/out/b", Bytes(32, 1)).ok());
        ASSERT_TRUE(record->working(1, std::string("/out/\xFF")).ok());
    }
    EXPECT_EQ(disk_.permissions(kFile), MemoryFileStore::kOwnerOnly);
    const auto record = open();
    ASSERT_EQ(outcome(record), "ok");
    const SigningRecord& read = *record.value();
    EXPECT_FALSE(read.finished());
    EXPECT_EQ(read.header().started, test::goodTime());
    EXPECT_EQ(read.header().key.organisation, "ЖШС");
    EXPECT_EQ(read.header().key.serial, "0a0b");
    const SigningOrder& order = read.plan().order;
    EXPECT_EQ(order.format, SignFormat::Xml);
    EXPECT_EQ(order.encoding, Encoding::Base64);
    EXPECT_EQ(order.adding, Adding::ToExisting);
    EXPECT_EQ(order.ifTaken, IfTaken::Replace);
    EXPECT_EQ(order.ifSigned, IfSigned::SignAgain);
    EXPECT_EQ(order.ifExpired, IfExpired::Allow);
    EXPECT_EQ(order.outputFolder, "/out");
    EXPECT_EQ(order.purpose, "for the \"tax\" office\n");
    ASSERT_EQ(read.plan().documents.size(), 2u);
    const Document& first = read.plan().documents[0];
    EXPECT_EQ(first.path, "/documents/құжат.txt");
    EXPECT_EQ(first.size, 5u);
    EXPECT_EQ(first.modified, -7);
    EXPECT_EQ(first.sha256, Bytes(32, 9));
    EXPECT_EQ(first.chosen, Chosen::InFolder);
    EXPECT_EQ(first.signature, "/documents/құжат.txt.p7s");
    EXPECT_EQ(first.original, "/documents/o.txt");
    const Document& second = read.plan().documents[1];
    EXPECT_EQ(second.path.string(), "/documents/\xFF\xFE.txt");
    ASSERT_TRUE(second.failure);
    EXPECT_EQ(second.failure->code, FailureCode::FileNoPermission);
    EXPECT_EQ(second.failure->detail, "open: EACCES");
    ASSERT_EQ(read.rows().size(), 2u);
    EXPECT_THAT(read.rows()[0].tried, ElementsAre("/out/a", "/out/b"));
    EXPECT_EQ(read.rows()[0].output, "/out/b");
    EXPECT_EQ(read.rows()[0].sha256, Bytes(32, 1));
    EXPECT_EQ(read.rows()[1].tried.at(0).string(), "/out/\xFF");
    EXPECT_TRUE(read.rows()[1].output.empty());
}

TEST_F(RecordTest, WithoutItsTornEndIsStillOne) {
    {
        const auto record = begin();
        ASSERT_TRUE(record->made(0, "/out/b", Bytes(32, 1)).ok());
        ASSERT_TRUE(record->made(1, "/out/c", Bytes(32, 2)).ok());
    }
    const Bytes whole = *disk_.content(kFile);
    const std::string_view text = asText(whole);
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    for (std::size_t size = last; size < whole.size(); ++size) {
        disk_.put(kFile, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)),
                  MemoryFileStore::kOwnerOnly);
        const auto record = open();
        ASSERT_EQ(outcome(record), "ok") << size;
        EXPECT_EQ(record.value()->rows()[0].output, "/out/b");
        EXPECT_TRUE(record.value()->rows()[1].output.empty());
        // And it goes on where it was whole.
        ASSERT_TRUE(record.value()->made(1, "/out/d", Bytes(32, 3)).ok());
        EXPECT_EQ(disk_.content(kFile)->size(), whole.size());
    }
}

TEST_F(RecordTest, CutOffBeforeItsPlanWasWholeWasNeverBegun) {
    begin();
    const Bytes whole = *disk_.content(kFile);
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        disk_.put(kFile, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        EXPECT_EQ(outcome(open()), "file.not_found") << size;
        EXPECT_EQ(disk_.content(kFile), Bytes());
    }
    EXPECT_NE(begin(), nullptr);
}

TEST_F(RecordTest, DamagedIsKeptAside) {
    const std::vector<std::string> damages = {
        "{\"row\":0,\"made\":\"/out/b\",\"sha256\":\"xyz\"}\n", // no hex
        "{\"row\":2,\"writing\":\"/out/b\"}\n",                 // no such row
        "{\"row\":-1,\"writing\":\"/out/b\"}\n",
        "{\"row\":0}\n",
        "{\"row\":0,\"writing\":5}\n",
        "[]\n",
        "\n",
        "garbage\n",
        "{\"row\":0,\"writing\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}}\n",
    };
    int number = 1;
    for (const std::string& damage : damages) {
        begin();
        Bytes content = *disk_.content(kFile);
        append(content, viewOf(damage));
        append(content, viewOf("{\"finished\":true}\n"));
        disk_.put(kFile, content);
        const auto opened = open();
        ASSERT_EQ(outcome(opened), "record.damaged") << damage;
        const std::string aside =
            kFile.string() + (number == 1 ? ".damaged" : ".damaged-" + std::to_string(number));
        EXPECT_EQ(opened.failure().detail, aside);
        EXPECT_EQ(disk_.content(aside), content);
        EXPECT_EQ(disk_.content(kFile), std::nullopt);
        ++number;
    }
}

TEST_F(RecordTest, NoOtherFileIsTouched) {
    for (const std::string content : {"precious", "precious\n", "{\"a\":1}\n", "{\"record\":\"other\"}"}) {
        disk_.put(kFile, toBytes(content));
        EXPECT_EQ(outcome(open()), "file.exists") << content;
        EXPECT_EQ(outcome(SigningRecord::begin(disk_, kFile, plan(), header())), "file.exists");
        EXPECT_EQ(disk_.content(kFile), toBytes(content));
    }
}

TEST_F(RecordTest, IsHeldByOneAtATime) {
    const auto record = begin();
    EXPECT_EQ(outcome(open()), "record.in_use");
    EXPECT_EQ(outcome(SigningRecord::begin(disk_, kFile, plan(), header())), "record.in_use");
}

TEST_F(RecordTest, AFullDiskLeavesNoHalfLine) {
    const auto record = begin();
    disk_.fillUpAfter(10);
    EXPECT_EQ(outcome(record->made(0, "/out/b", Bytes(32, 1))), "file.disk_full");
    disk_.fillUpAfter(10'000);
    EXPECT_EQ(outcome(record->made(0, "/out/c", Bytes(32, 1))), "ok");
    const Bytes content = *disk_.content(kFile);
    EXPECT_THAT(std::string(asText(content)), testing::Not(testing::HasSubstr("/out/b")));
}

TEST_F(RecordTest, UnfinishedRunsAreListedTheLatestFirst) {
    SigningRecord::Header earlier = header();
    earlier.started = test::at("2026-06-19T12:00:00Z");
    const std::filesystem::path folder = "/data";
    ASSERT_TRUE(SigningRecord::beginIn(disk_, disk_, folder, plan(), earlier).ok());
    ASSERT_TRUE(SigningRecord::beginIn(disk_, disk_, folder, plan(), header()).ok());
    {
        auto same = SigningRecord::beginIn(disk_, disk_, folder, plan(), header());
        ASSERT_TRUE(same.ok());
        ASSERT_TRUE(same.value()->made(0, "/out/b", Bytes(32, 1)).ok());
    }
    {
        auto finished = SigningRecord::beginIn(disk_, disk_, folder, plan(), header());
        ASSERT_TRUE(finished.ok());
        ASSERT_TRUE(finished.value()->finish().ok());
    }
    auto held = SigningRecord::beginIn(disk_, disk_, folder, plan(), header());
    ASSERT_TRUE(held.ok());
    disk_.put("/data/other.jsonl", toBytes("x\n"));
    const auto runs = unfinishedRuns(disk_, disk_, folder);
    ASSERT_TRUE(runs.ok());
    ASSERT_EQ(runs.value().size(), 3u);
    EXPECT_EQ(runs.value()[2].header.started, earlier.started);
    EXPECT_EQ(runs.value()[0].documents, 2u);
    EXPECT_EQ(runs.value()[0].made + runs.value()[1].made, 1u);
    EXPECT_EQ(runs.value()[0].folder, "/documents");
    EXPECT_EQ(runs.value()[0].format, SignFormat::Xml);
    ASSERT_TRUE(held.value()->remove(disk_).ok());
    EXPECT_THAT(unfinishedRuns(disk_, disk_, "/nowhere").value(), IsEmpty());
}

} // namespace
} // namespace tanba::documents
