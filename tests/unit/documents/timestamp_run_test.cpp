#include "core/base/disk_file_store.h"
#include "core/sign/cms_reader.h"
#include "core/trust/timestamp.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tanba::documents {
namespace {

using crypto::DigestAlgorithm;
using desk::isSignatureOf;
using desk::statesOf;
using desk::WatchedSession;
using test::DirectStamps;
using test::MemoryFileStore;
using test::outcome;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

const std::filesystem::path kRecord = "/data/a.signing.jsonl";

const test::Identity& stamper() {
    static test::Authority root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    static const test::Identity made =
        root.issue(crypto::KeyAlgorithm::Ec, test::CertificateProfile::timestamping());
    return made;
}

SigningOrder stampedOrder(SignFormat format = SignFormat::CmsDetached) {
    SigningOrder order;
    order.format = format;
    order.timestamp = TimestampWish{};
    return order;
}

bool isStamped(const std::optional<Bytes>& cms) {
    if (!cms)
        return false;
    MemoryInput input{ByteView(*cms)};
    const auto read = sign::readCms(input, nullptr, {});
    if (!read.ok() || read.value().signers.size() != 1)
        return false;
    const sign::SignerInfo& signer = read.value().signers.front();
    const auto token = trust::TimestampToken::read(signer.timestampToken);
    return token.ok() && token.value().stamps(signer.signature);
}

class TimestampRunTest : public testing::Test {
  protected:
    TimestampRunTest() { disk_.putFolder("/data"); }

    SigningRun::Places places(sign::TimestampSource* source) {
        SigningRun::Places places{disk_, desk::clock()};
        places.timestamps = source;
        return places;
    }
    SigningRun runWith(sign::TimestampSource* source, SigningOrder order = stampedOrder()) {
        return SigningRun(places(source), std::move(order), desk::listed(disk_));
    }
    Outcome sign(SigningRun& run, const RunTools& tools = {}, const WorkControl& control = {}) {
        return run.run(session_, tools, control);
    }
    /// Names in the folder of the documents that are no documents.
    std::vector<std::string> results() {
        std::vector<std::string> names;
        const auto listed = disk_.list("/documents");
        for (const FolderEntry& entry : listed.value())
            if (!entry.name.ends_with(".txt"))
                names.push_back(entry.name);
        return names;
    }

    MemoryFileStore disk_;
    WatchedSession session_{desk::person()};
};

TEST_F(TimestampRunTest, EachSignatureHasItsStampInEveryCmsFormatAndEncoding) {
    for (const SignFormat format : {SignFormat::Cms, SignFormat::CmsDetached})
        for (const Encoding encoding : {Encoding::Der, Encoding::Pem, Encoding::Base64}) {
            MemoryFileStore disk;
            desk::putDocuments(disk, 2);
            DirectStamps source(stamper());
            SigningOrder order = stampedOrder(format);
            order.encoding = encoding;
            SigningRun::Places outside{disk, desk::clock()};
            outside.timestamps = &source;
            SigningRun run(outside, order, desk::listed(disk));
            ASSERT_EQ(outcome(sign(run)), "ok");
            EXPECT_THAT(source.asked, SizeIs(2));
            EXPECT_THAT(source.asked, Each(DigestAlgorithm::Streebog512));
            for (int number = 1; number <= 2; ++number) {
                const auto made = disk.content(run.rows()[static_cast<std::size_t>(number - 1)].output);
                EXPECT_TRUE(isStamped(made));
                EXPECT_TRUE(isSignatureOf(
                    made, format == SignFormat::Cms ? std::nullopt : std::optional(desk::contentOf(number))));
            }
        }
}

/// On a real disk: the one in memory is for one thread.
TEST_F(TimestampRunTest, SeveralThreadsAskAtOnce) {
    const std::filesystem::path folder = test::scratchFolder();
    for (int number = 1; number <= 40; ++number)
        std::ofstream(folder / (std::to_string(number) + ".txt")) << "document " << number;
    DiskFileStore files;
    DirectStamps source(stamper());
    SigningRun::Places outside{files, desk::clock()};
    outside.timestamps = &source;
    SigningRun run(outside, stampedOrder(), desk::listed(files, folder));
    RunTools tools;
    tools.workers = 4;
    ASSERT_EQ(outcome(sign(run, tools)), "ok");
    EXPECT_EQ(run.count(RowState::Done), 40U);
    for (const RunRow& row : run.rows())
        EXPECT_TRUE(isStamped(test::fileContent(row.output)));
}

TEST_F(TimestampRunTest, AnAuthorityThatIsNotReachedStopsTheRunAndLeavesNoHalfFile) {
    desk::putDocuments(disk_, 3);
    DirectStamps source(stamper());
    source.failsAt = 2;
    SigningRun run = runWith(&source);
    EXPECT_EQ(outcome(sign(run)), "network.unavailable");
    EXPECT_EQ(statesOf(run), "done waiting waiting");
    EXPECT_THAT(results(), testing::ElementsAre("letter-001.txt.p7s"));
    // And it goes on when the authority is back.
    EXPECT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done done done");
    EXPECT_TRUE(isStamped(disk_.content(run.rows()[1].output)));
}

TEST_F(TimestampRunTest, WithoutAWayToTheAuthorityNothingIsSigned) {
    desk::putDocuments(disk_, 2);
    SigningRun run = runWith(nullptr);
    EXPECT_EQ(outcome(sign(run)), "network.off");
    EXPECT_EQ(statesOf(run), "waiting waiting");
    EXPECT_EQ(session_.signatures, 0);
    EXPECT_THAT(results(), IsEmpty());
}

TEST_F(TimestampRunTest, WhatIsNoCmsIsNeverSignedWithAWishThatCannotBeGranted) {
    disk_.put("/documents/a.xml", toBytes("<a/>"));
    for (const SignFormat format : {SignFormat::Xml, SignFormat::Raw}) {
        DirectStamps source(stamper());
        SigningRun run = runWith(&source, stampedOrder(format));
        ASSERT_EQ(outcome(sign(run)), "ok");
        EXPECT_EQ(statesOf(run), "failed");
        EXPECT_EQ(session_.signatures, 0);
        EXPECT_THAT(source.asked, IsEmpty());
    }
}

TEST_F(TimestampRunTest, NobodyIsAskedForAnOrderWithoutTheWish) {
    desk::putDocuments(disk_, 1);
    DirectStamps source(stamper());
    SigningRun run = runWith(&source, desk::detached());
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_THAT(source.asked, IsEmpty());
    EXPECT_FALSE(isStamped(disk_.content(run.rows()[0].output)));
}

TEST_F(TimestampRunTest, AFurtherSignerIsStampedToo) {
    desk::putDocuments(disk_, 1);
    SigningRun first = runWith(nullptr, desk::detached());
    ASSERT_EQ(outcome(sign(first)), "ok");
    DirectStamps source(stamper());
    SigningOrder order = stampedOrder();
    order.adding = Adding::ToExisting;
    auto listed = listDocuments(disk_, {"/documents/letter-001.txt.p7s"}, {}, {});
    SigningRun run(places(&source), order, std::move(listed).value().documents);
    WatchedSession second{desk::secondPerson()};
    ASSERT_EQ(outcome(run.run(second, {}, {})), "ok");
    EXPECT_EQ(statesOf(run), "done");
    EXPECT_THAT(source.asked, SizeIs(1));
    EXPECT_EQ(desk::signaturesIn(*disk_.content(run.rows()[0].output), desk::contentOf(1)), 2U);
}

TEST_F(TimestampRunTest, TheRecordAndTheReportKnowTheWish) {
    desk::putDocuments(disk_, 3);
    DirectStamps source(stamper());
    source.failsAt = 2;
    SigningOrder order = stampedOrder();
    order.timestamp->address = "http://tsa.test.kz/";
    SigningRun run = runWith(&source, order);
    {
        auto record = SigningRecord::begin(disk_, kRecord, run.plan(), {test::goodTime(), {}});
        ASSERT_EQ(outcome(record), "ok");
        RunTools tools;
        tools.record = record.value().get();
        EXPECT_EQ(outcome(sign(run, tools)), "network.unavailable");
    }
    EXPECT_EQ(run.report().timestamp, order.timestamp);
    EXPECT_THAT(toJson(run.report()), testing::HasSubstr(R"("timestamp": "http://tsa.test.kz/")"));

    auto record = SigningRecord::open(disk_, disk_, kRecord);
    ASSERT_EQ(outcome(record), "ok");
    EXPECT_EQ(record.value()->plan().order.timestamp, order.timestamp);
    SigningRun rest = SigningRun::resume(places(&source), *record.value());
    EXPECT_EQ(statesOf(rest), "done waiting waiting");
    ASSERT_EQ(outcome(sign(rest)), "ok");
    for (const RunRow& row : rest.rows())
        EXPECT_TRUE(isStamped(disk_.content(row.output)));
}

TEST_F(TimestampRunTest, ARecordWithoutTheWishHasNone) {
    desk::putDocuments(disk_, 1);
    SigningRun run = runWith(nullptr, desk::detached());
    ASSERT_EQ(outcome(SigningRecord::begin(disk_, kRecord, run.plan(), {test::goodTime(), {}})), "ok");
    const auto record = SigningRecord::open(disk_, disk_, kRecord);
    ASSERT_EQ(outcome(record), "ok");
    EXPECT_FALSE(record.value()->plan().order.timestamp);
    EXPECT_THAT(toJson(run.report()), testing::HasSubstr(R"("timestamp": null)"));
    SigningRun national = runWith(nullptr);
    EXPECT_THAT(toJson(national.report()), testing::HasSubstr(R"("timestamp": "national")"));
}

} // namespace
} // namespace tanba::documents
