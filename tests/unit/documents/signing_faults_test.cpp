#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

// A run on disks that break at every step, and what is there when it is resumed.
namespace tanba::documents {
namespace {

using desk::isSignatureOf;
using desk::runOf;
using desk::statesOf;
using desk::WatchedSession;
using test::MemoryFileStore;
using test::outcome;
using test::UnsyncedEntries;

constexpr int kDocuments = 3;
const std::filesystem::path kRecord = "/data/run.signing.jsonl";
const std::filesystem::path kJournal = "/data/journal.jsonl";

/// What a program does when somebody wants documents signed: goes on with the record, or begins one.
class Program {
  public:
    explicit Program(MemoryFileStore& disk) : disk_(disk), journal_(disk, disk, kJournal) {}

    Outcome signAll() {
        std::unique_ptr<SigningRecord> record;
        auto opened = SigningRecord::open(disk_, disk_, kRecord);
        std::optional<SigningRun> run;
        if (opened.ok()) {
            record = std::move(opened).value();
            run.emplace(SigningRun::resume({disk_, desk::clock()}, *record));
        } else if (opened.failure().code != FailureCode::FileNotFound) {
            return opened.failure();
        } else {
            TANBA_TRY(DocumentList list, listDocuments(disk_, {"/documents"}, {}, {}));
            if (!list.notListed.empty())
                return list.notListed.front().failure;
            for (const Document& document : list.documents)
                if (document.failure)
                    return *document.failure;
            run.emplace(runOf(disk_, std::move(list.documents)));
            TANBA_TRY(record, SigningRecord::begin(disk_, kRecord, run->plan(),
                                                   {desk::clock().now(), identityOf(session.certificate())}));
        }
        RunTools tools;
        tools.record = record.get();
        tools.journal = &journal_;
        TANBA_CHECK(run->run(session, tools, control));
        run->retryFailed();
        TANBA_CHECK(run->run(session, tools, control));
        states = statesOf(*run);
        return Done{};
    }

    WatchedSession session{desk::person()};
    WorkControl control;
    std::string states;

  private:
    MemoryFileStore& disk_;
    Journal journal_;
};

void putAll(MemoryFileStore& disk) {
    desk::putDocuments(disk, kDocuments);
    disk.putFolder("/data");
}

/// Originals are there, each signature is whole, and nothing else lies about.
void expectNothingBroken(const MemoryFileStore& disk) {
    for (int number = 1; number <= kDocuments; ++number) {
        EXPECT_EQ(disk.content(desk::pathOf(number)), desk::contentOf(number));
        const auto signature = disk.content(desk::pathOf(number) + ".p7s");
        if (signature) {
            EXPECT_TRUE(isSignatureOf(signature, desk::contentOf(number)));
        }
    }
}

/// Each document has one signature, and stands in the journal.
void expectComplete(MemoryFileStore& disk) {
    std::vector<std::string> expected;
    for (int number = 1; number <= kDocuments; ++number) {
        EXPECT_TRUE(isSignatureOf(disk.content(desk::pathOf(number) + ".p7s"), desk::contentOf(number)));
        const std::string name = std::filesystem::path(desk::pathOf(number)).filename().string();
        expected.push_back(name);
        expected.push_back(name + ".p7s");
    }
    std::ranges::sort(expected);
    EXPECT_EQ(disk.names("/documents"), expected);
    const auto entries = Journal(disk, disk, kJournal).entries();
    ASSERT_TRUE(entries.ok());
    for (int number = 1; number <= kDocuments; ++number) {
        const std::string name = std::filesystem::path(desk::pathOf(number)).filename().string();
        EXPECT_EQ(std::ranges::count(entries.value(), name, &JournalEntry::document), 1) << name;
    }
}

class SigningFaults : public testing::TestWithParam<UnsyncedEntries> {};

TEST_P(SigningFaults, ACrashAtAnyStepIsMadeGoodByResuming) {
    bool finished = false;
    for (std::size_t step = 0; !finished; ++step) {
        MemoryFileStore disk;
        putAll(disk);
        disk.disconnectAfterStep(step);
        Program(disk).signAll().ok();
        finished = disk.connected();
        disk.reconnect(GetParam());
        SCOPED_TRACE("crash after step " + std::to_string(step) + ": " +
                     (disk.steps().empty() ? "" : disk.steps().back()));
        expectNothingBroken(disk);
        Program second(disk);
        ASSERT_EQ(outcome(second.signAll()), "ok");
        EXPECT_EQ(second.states, "done done done");
        if (GetParam() == UnsyncedEntries::Kept) {
            expectComplete(disk);
        } else {
            expectNothingBroken(disk);
        }
        if (testing::Test::HasFailure())
            return;
    }
}

TEST_P(SigningFaults, ASecondCrashWhileResumingIsMadeGoodToo) {
    bool finished = false;
    for (std::size_t step = 0; !finished; step += 3) {
        MemoryFileStore disk;
        putAll(disk);
        disk.disconnectAfterStep(70);
        Program(disk).signAll().ok();
        disk.reconnect(GetParam());
        disk.disconnectAfterStep(disk.steps().size() + step);
        Program(disk).signAll().ok();
        finished = disk.connected();
        disk.reconnect(GetParam());
        SCOPED_TRACE("second crash after step " + std::to_string(step));
        Program third(disk);
        ASSERT_EQ(outcome(third.signAll()), "ok");
        EXPECT_EQ(third.states, "done done done");
        expectNothingBroken(disk);
    }
}

INSTANTIATE_TEST_SUITE_P(BothWays, SigningFaults,
                         testing::Values(UnsyncedEntries::Lost, UnsyncedEntries::Kept));

TEST(SigningFault, AnyStepThatFailsLeavesEverythingWhole) {
    std::size_t steps = 0;
    {
        MemoryFileStore disk;
        putAll(disk);
        ASSERT_TRUE(Program(disk).signAll().ok());
        steps = disk.steps().size();
        expectComplete(disk);
    }
    for (const FailureCode code : {FailureCode::FileDiskFull, FailureCode::FileNoPermission})
        for (std::size_t step = 1; step <= steps; ++step) {
            MemoryFileStore disk;
            putAll(disk);
            disk.failStep(step, code);
            Program(disk).signAll().ok();
            SCOPED_TRACE(std::string(codeText(code)) + " at step " + std::to_string(step));
            expectNothingBroken(disk);
            Program second(disk);
            ASSERT_EQ(outcome(second.signAll()), "ok");
            EXPECT_EQ(second.states, "done done done");
            expectNothingBroken(disk);
            if (testing::Test::HasFailure())
                return;
        }
}

TEST(SigningFault, AFullDiskStopsWithTheRestWaiting) {
    for (const std::uint64_t room : {2'500U, 3'500U, 4'500U, 5'500U, 6'300U}) {
        MemoryFileStore disk;
        putAll(disk);
        disk.fillUpAfter(room);
        Program program(disk);
        const Outcome stopped = program.signAll();
        SCOPED_TRACE("room for " + std::to_string(room));
        ASSERT_EQ(outcome(stopped), "file.disk_full");
        expectNothingBroken(disk);
        disk.fillUpAfter(1'000'000);
        Program second(disk);
        ASSERT_EQ(outcome(second.signAll()), "ok");
        EXPECT_EQ(second.states, "done done done");
        expectComplete(disk);
        EXPECT_LE(program.session.signatures + second.session.signatures, kDocuments + 1);
    }
}

TEST(SigningFault, ACancelledRunIsResumedWithoutSigningTwice) {
    MemoryFileStore disk;
    putAll(disk);
    CancelToken cancel;
    Program first(disk);
    first.control.cancel = &cancel;
    first.session.before = [&](int number) -> Outcome {
        if (number == 2)
            cancel.cancel();
        return Done{};
    };
    ASSERT_EQ(outcome(first.signAll()), "cancelled");
    Program second(disk);
    ASSERT_EQ(outcome(second.signAll()), "ok");
    EXPECT_EQ(second.states, "done done done");
    expectComplete(disk);
    const auto entries = Journal(disk, disk, kJournal).entries();
    EXPECT_EQ(entries.value().size(), 3u);
    Program third(disk);
    ASSERT_EQ(outcome(third.signAll()), "ok");
    EXPECT_EQ(third.session.signatures, 0);
}

TEST(SigningFault, AResultThatWasChangedOrRemovedIsMadeAgain) {
    MemoryFileStore disk;
    putAll(disk);
    ASSERT_TRUE(Program(disk).signAll().ok());
    ASSERT_TRUE(disk.remove(desk::pathOf(1) + ".p7s").ok());
    disk.put(desk::pathOf(2) + ".p7s", toBytes("somebody else's"));
    Program second(disk);
    ASSERT_EQ(outcome(second.signAll()), "ok");
    EXPECT_EQ(second.session.signatures, 2);
    EXPECT_TRUE(isSignatureOf(disk.content(desk::pathOf(1) + ".p7s"), desk::contentOf(1)));
    EXPECT_EQ(disk.content(desk::pathOf(2) + ".p7s"), toBytes("somebody else's"));
    EXPECT_TRUE(isSignatureOf(disk.content("/documents/letter-002.txt (2).p7s"), desk::contentOf(2)));
}

} // namespace
} // namespace tanba::documents
