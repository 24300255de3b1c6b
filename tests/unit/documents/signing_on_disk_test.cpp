#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <mutex>

// Runs on a real disk, with several rows at once.
namespace tanba::documents {
namespace {

namespace fs = std::filesystem;
using desk::isSignatureOf;
using desk::runOf;
using test::outcome;

void write(const fs::path& path, const Bytes& content) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

/// Fails the test when two signatures are made at once.
class OneAtATime : public desk::WatchedSession {
  public:
    using WatchedSession::WatchedSession;
    Result<Bytes> sign(const crypto::Digest& digest) override {
        EXPECT_EQ(inside_.fetch_add(1), 0);
        auto value = WatchedSession::sign(digest);
        inside_.fetch_sub(1);
        return value;
    }

  private:
    std::atomic<int> inside_{0};
};

/// One hundred files, of which some cannot be signed.
class HundredFiles : public testing::Test {
  protected:
    static constexpr int kFiles = 100;

    HundredFiles() : folder_(test::scratchFolder()), data_(test::scratchFolder()) {
        for (int number = 1; number <= kFiles; ++number)
            write(documentOf(number), desk::contentOf(number));
        fs::permissions(documentOf(10), fs::perms::none);
        write(documentOf(20), {});
        tools_.workers = 4;
    }
    ~HundredFiles() override { fs::permissions(documentOf(10), fs::perms::owner_all); }

    fs::path documentOf(int number) const { return folder_ / fs::path(desk::pathOf(number)).filename(); }
    fs::path resultOf(int number) const { return documentOf(number).string() + ".p7s"; }

    SigningRun newRun() { return runOf(disk_, desk::listed(disk_, folder_)); }
    std::unique_ptr<SigningRecord> begin(const SigningRun& run) {
        auto record = SigningRecord::beginIn(disk_, disk_, data_, run.plan(),
                                             {desk::clock().now(), identityOf(session_.certificate())});
        EXPECT_EQ(outcome(record), "ok");
        return std::move(record).value();
    }
    void expectSigned(const SigningRun& run) const {
        for (int number = 1; number <= kFiles; ++number) {
            const RunRow& row = run.rows()[static_cast<std::size_t>(number - 1)];
            EXPECT_EQ(test::fileContent(documentOf(number == 10 ? 11 : number)),
                      number == 20 ? Bytes() : desk::contentOf(number == 10 ? 11 : number));
            if (row.state == RowState::Done) {
                EXPECT_TRUE(isSignatureOf(test::fileContent(row.output), desk::contentOf(number))) << number;
            }
        }
    }

    DiskFileStore disk_;
    fs::path folder_;
    fs::path data_;
    OneAtATime session_{desk::person()};
    RunTools tools_;
};

TEST_F(HundredFiles, AreSignedButForThoseThatCannotBe) {
    const bool allPowerful = disk_.openForReading(documentOf(10)).ok(); // root reads everything
    SigningRun first = runOf(disk_, {desk::listed(disk_, folder_)[29]});
    ASSERT_EQ(outcome(first.run(session_, {}, {})), "ok");
    SigningRun run = newRun();
    write(resultOf(40), toBytes("taken"));
    const auto record = begin(run);
    tools_.record = record.get();
    ASSERT_EQ(outcome(run.run(session_, tools_, {})), "ok");
    EXPECT_EQ(run.count(RowState::Done), allPowerful ? 98u : 97u);
    EXPECT_EQ(run.rows()[19].state, RowState::Failed);
    EXPECT_EQ(desk::failureOf(run.rows()[19]), "input.empty");
    EXPECT_EQ(run.rows()[29].state, RowState::AlreadySigned);
    EXPECT_EQ(run.rows()[39].output.filename(), "letter-040.txt (2).p7s");
    EXPECT_EQ(test::fileContent(resultOf(40)), toBytes("taken"));
    if (!allPowerful) {
        EXPECT_EQ(desk::failureOf(run.rows()[9]), "file.no_permission");
    }
    expectSigned(run);
    EXPECT_TRUE(record->finished());
}

/// Has no memory left for the fiftieth row that is done.
class OutOfMemory : public RunObserver {
  public:
    void rowChanged(std::size_t, const RunRow& now) override {
        if (now.state == RowState::Done && ++done_ == 50)
            throw std::bad_alloc();
    }

  private:
    std::atomic<int> done_{0};
};

TEST_F(HundredFiles, WhatAWorkerThrowsStopsTheRunAndTheRestWaits) {
    SigningRun run = newRun();
    const auto record = begin(run);
    OutOfMemory observer;
    tools_.record = record.get();
    tools_.observer = &observer;
    EXPECT_EQ(outcome(run.run(session_, tools_, {})), "memory.exhausted");
    EXPECT_EQ(run.count(RowState::Working), 0U);
    EXPECT_GE(run.count(RowState::Done), 50U);
    EXPECT_GT(run.count(RowState::Waiting), 0U);
    ASSERT_EQ(outcome(run.run(session_, tools_, {})), "ok");
    EXPECT_EQ(run.count(RowState::Waiting), 0U);
    expectSigned(run);
}

TEST_F(HundredFiles, AreResumedAfterACancel) {
    SigningRun run = newRun();
    CancelToken cancel;
    session_.before = [&](int number) -> Outcome {
        if (number == 37)
            cancel.cancel();
        return Done{};
    };
    fs::path file;
    {
        const auto record = begin(run);
        file = record->path();
        tools_.record = record.get();
        EXPECT_EQ(outcome(run.run(session_, tools_, {&cancel, nullptr})), "cancelled");
    }
    const std::size_t done = run.count(RowState::Done);
    EXPECT_GE(done, 30u);
    EXPECT_LE(done, 45u);
    ASSERT_EQ(unfinishedRuns(disk_, disk_, data_).value().size(), 1u);
    session_.before = nullptr;
    session_.signatures = 0;
    const auto record = SigningRecord::open(disk_, disk_, file);
    ASSERT_EQ(outcome(record), "ok");
    SigningRun second = SigningRun::resume({disk_, desk::clock()}, *record.value());
    EXPECT_EQ(second.count(RowState::Done), done);
    tools_.record = record.value().get();
    ASSERT_EQ(outcome(second.run(session_, tools_, {})), "ok");
    EXPECT_EQ(static_cast<std::size_t>(session_.signatures), second.count(RowState::Done) - done);
    EXPECT_EQ(second.count(RowState::Waiting), 0u);
    expectSigned(second);
    ASSERT_TRUE(record.value()->remove(disk_).ok());
    EXPECT_TRUE(unfinishedRuns(disk_, disk_, data_).value().empty());
}

TEST_F(HundredFiles, ARecordIsHeldAgainstOtherPrograms) {
    const SigningRun run = newRun();
    const auto record = begin(run);
    DiskFileStore other;
    EXPECT_EQ(outcome(SigningRecord::open(other, other, record->path())), "record.in_use");
    EXPECT_EQ(fs::status(record->path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

} // namespace
} // namespace tanba::documents
