#include "core/sign/xml_verifier.h"
#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::documents {
namespace {

using desk::failureOf;
using desk::isSignatureOf;
using desk::runOf;
using desk::statesOf;
using desk::WatchedSession;
using test::MemoryFileStore;
using test::outcome;
using testing::ElementsAre;

class SigningRunTest : public testing::Test {
  protected:
    Outcome sign(SigningRun& run, const WorkControl& control = {}) {
        return run.run(session_, tools_, control);
    }

    MemoryFileStore disk_;
    WatchedSession session_{desk::person()};
    RunTools tools_;
};

TEST_F(SigningRunTest, SignsEachDocumentBesideIt) {
    desk::putDocuments(disk_, 3);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done done done");
    EXPECT_EQ(session_.signatures, 3);
    for (int number = 1; number <= 3; ++number) {
        const RunRow& row = run.rows()[static_cast<std::size_t>(number - 1)];
        EXPECT_EQ(row.output, desk::pathOf(number) + ".p7s");
        EXPECT_TRUE(isSignatureOf(disk_.content(row.output), desk::contentOf(number)));
        EXPECT_EQ(disk_.content(desk::pathOf(number)), desk::contentOf(number));
        EXPECT_EQ(
            row.outputSha256,
            crypto::digestOf(crypto::DigestAlgorithm::Sha256, *disk_.content(row.output)).value().bytes);
    }
}

TEST_F(SigningRunTest, SignsInEveryFormat) {
    disk_.put("/documents/a.xml", toBytes("<act><sum>5</sum></act>"));
    disk_.put("/documents/b.xml", toBytes("<act><sum>6</sum></act>"));
    const std::vector<Document> documents = desk::listed(disk_);
    SigningOrder order;
    order.format = SignFormat::Xml;
    SigningRun xml = runOf(disk_, documents, order);
    ASSERT_EQ(outcome(sign(xml)), "ok");
    for (const char* path : {"/documents/a.signed.xml", "/documents/b.signed.xml"}) {
        const auto verified = sign::verifyXml(*disk_.content(path));
        ASSERT_TRUE(verified.ok()) << path;
        EXPECT_EQ(verified.value().signatures.at(0).integrity, sign::Integrity::Ok);
    }
    order.format = SignFormat::Cms;
    SigningRun attached = runOf(disk_, documents, order);
    ASSERT_EQ(outcome(sign(attached)), "ok");
    EXPECT_TRUE(isSignatureOf(disk_.content("/documents/a.xml.cms"), std::nullopt));
    order.format = SignFormat::Raw;
    order.encoding = Encoding::Base64;
    SigningRun raw = runOf(disk_, documents, order);
    ASSERT_EQ(outcome(sign(raw)), "ok");
    EXPECT_TRUE(disk_.content("/documents/a.xml.sig"));
}

TEST_F(SigningRunTest, OneBadRowDoesNotStopTheOthers) {
    desk::putDocuments(disk_, 5);
    std::vector<Document> documents = desk::listed(disk_);
    disk_.put(desk::pathOf(2), toBytes("other words"));
    ASSERT_TRUE(disk_.remove(desk::pathOf(3)).ok());
    documents[3].failure = fail(FailureCode::FileNoPermission, desk::pathOf(4));
    SigningRun run = runOf(disk_, documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done failed failed failed done");
    EXPECT_EQ(failureOf(run.rows()[1]), "file.changed_meanwhile");
    EXPECT_EQ(failureOf(run.rows()[2]), "file.not_found");
    EXPECT_EQ(failureOf(run.rows()[3]), "file.no_permission");
    EXPECT_EQ(session_.signatures, 2);
    EXPECT_EQ(disk_.content(desk::pathOf(2) + ".p7s"), std::nullopt);
}

TEST_F(SigningRunTest, SignsOnlyWhatWasListed) {
    disk_.put("/documents/small.txt", toBytes("five tenge"));
    disk_.put("/documents/large.bin", Bytes(kMaxNoted + 10, 'a'));
    const std::vector<Document> documents = desk::listed(disk_);
    // The same size, and for the large one another time.
    disk_.put("/documents/small.txt", toBytes("nine tenge"));
    disk_.put("/documents/large.bin", Bytes(kMaxNoted + 10, 'b'));
    SigningRun run = runOf(disk_, documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "failed failed");
    EXPECT_EQ(failureOf(run.rows()[0]), "file.changed_meanwhile");
    EXPECT_EQ(failureOf(run.rows()[1]), "file.changed_meanwhile");
    EXPECT_EQ(session_.signatures, 0);
}

TEST_F(SigningRunTest, NoticesALargeDocumentThatChangesWhileItIsSigned) {
    disk_.put("/documents/large.bin", Bytes(kMaxNoted + 10, 'a'));
    SigningRun run = runOf(disk_, desk::listed(disk_));
    session_.before = [&](int) -> Outcome {
        disk_.put("/documents/large.bin", Bytes(kMaxNoted + 10, 'b'));
        return Done{};
    };
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(failureOf(run.rows()[0]), "file.changed_meanwhile");
    EXPECT_THAT(disk_.names("/documents"), ElementsAre("large.bin"));
}

TEST_F(SigningRunTest, TakesTheNextFreeName) {
    disk_.put("/documents/a.txt", toBytes("one"));
    const std::vector<Document> documents = desk::listed(disk_);
    disk_.put("/documents/a.txt.p7s", toBytes("precious"));
    disk_.put("/documents/a.txt (2).p7s", toBytes("precious too"));
    SigningRun run = runOf(disk_, documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(run.rows()[0].output, "/documents/a.txt (3).p7s");
    EXPECT_EQ(disk_.content("/documents/a.txt.p7s"), toBytes("precious"));
    EXPECT_EQ(disk_.content("/documents/a.txt (2).p7s"), toBytes("precious too"));
}

TEST_F(SigningRunTest, TakesAnotherNameWhenSomebodyWasQuicker) {
    disk_.put("/documents/a.txt", toBytes("one"));
    SigningRun run = runOf(disk_, desk::listed(disk_));
    session_.before = [&](int number) -> Outcome {
        if (number == 1)
            disk_.put("/documents/a.txt.p7s", toBytes("quicker"));
        return Done{};
    };
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(run.rows()[0].output, "/documents/a.txt (2).p7s");
    EXPECT_EQ(disk_.content("/documents/a.txt.p7s"), toBytes("quicker"));
}

TEST_F(SigningRunTest, RefusesOrReplacesATakenNameAsItIsTold) {
    disk_.put("/documents/a.txt", toBytes("one"));
    const std::vector<Document> documents = desk::listed(disk_);
    disk_.put("/documents/a.txt.p7s", toBytes("older"));
    SigningOrder order = desk::detached();
    order.ifTaken = IfTaken::Refuse;
    SigningRun refusing = runOf(disk_, documents, order);
    ASSERT_EQ(outcome(sign(refusing)), "ok");
    EXPECT_EQ(failureOf(refusing.rows()[0]), "file.exists");
    EXPECT_EQ(disk_.content("/documents/a.txt.p7s"), toBytes("older"));
    order.ifTaken = IfTaken::Replace;
    SigningRun replacing = runOf(disk_, documents, order);
    ASSERT_EQ(outcome(sign(replacing)), "ok");
    EXPECT_TRUE(isSignatureOf(disk_.content("/documents/a.txt.p7s"), toBytes("one")));
}

TEST_F(SigningRunTest, ReplacesNeitherADocumentNorWhatIsUntouchable) {
    disk_.put("/documents/a.txt", toBytes("one"));
    disk_.put("/documents/a.txt.p7s", toBytes("a document of its own"));
    disk_.put("/documents/b.txt", toBytes("two"));
    disk_.put("/documents/b.txt.p7s", toBytes("a key"));
    auto list =
        listDocuments(disk_, {"/documents/a.txt", "/documents/a.txt.p7s", "/documents/b.txt"}, {}, {});
    ASSERT_TRUE(list.ok());
    SigningOrder order = desk::detached();
    order.ifTaken = IfTaken::Replace;
    order.ifSigned = IfSigned::SignAgain;
    SigningRun run({disk_, desk::clock(), {}, {"/documents/b.txt.p7s"}}, order, list.value().documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "failed done failed");
    EXPECT_EQ(disk_.content("/documents/a.txt.p7s"), toBytes("a document of its own"));
    EXPECT_EQ(disk_.content("/documents/b.txt.p7s"), toBytes("a key"));
}

TEST_F(SigningRunTest, TwoDocumentsOfOneNameGetTwoResults) {
    disk_.put("/documents/x/a.txt", toBytes("one"));
    disk_.put("/documents/y/a.txt", toBytes("two"));
    disk_.putFolder("/out");
    SigningOrder order = desk::detached();
    order.outputFolder = "/out";
    SigningRun run = runOf(disk_, desk::listed(disk_), order);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_TRUE(isSignatureOf(disk_.content("/out/a.txt.p7s"), toBytes("one")));
    EXPECT_TRUE(isSignatureOf(disk_.content("/out/a.txt (2).p7s"), toBytes("two")));
}

TEST_F(SigningRunTest, LeavesSignedDocumentsOutUnlessTold) {
    desk::putDocuments(disk_, 2);
    SigningRun first = runOf(disk_, {desk::listed(disk_)[0]});
    ASSERT_EQ(outcome(sign(first)), "ok");
    SigningRun second = runOf(disk_, desk::listed(disk_));
    ASSERT_EQ(outcome(sign(second)), "ok");
    EXPECT_EQ(statesOf(second), "already_signed done");
    EXPECT_EQ(failureOf(second.rows()[0]), "document.already_signed");
    EXPECT_EQ(second.rows()[0].failure->detail, desk::pathOf(1) + ".p7s");
    SigningOrder again = desk::detached();
    again.ifSigned = IfSigned::SignAgain;
    SigningRun third = runOf(disk_, desk::listed(disk_), again);
    ASSERT_EQ(outcome(sign(third)), "ok");
    EXPECT_EQ(statesOf(third), "done done");
}

TEST_F(SigningRunTest, AddsASignerToEachSignedFile) {
    desk::putDocuments(disk_, 2);
    SigningRun beside = runOf(disk_, {desk::listed(disk_)[0]});
    ASSERT_EQ(outcome(sign(beside)), "ok");
    SigningOrder attached;
    attached.format = SignFormat::Cms;
    SigningRun inside = runOf(disk_, {desk::listed(disk_)[1]}, attached);
    ASSERT_EQ(outcome(sign(inside)), "ok");
    const auto list =
        listDocuments(disk_, {desk::pathOf(1) + ".p7s", desk::pathOf(2) + ".cms", desk::pathOf(1)}, {}, {});
    ASSERT_TRUE(list.ok());
    SigningOrder order;
    order.adding = Adding::ToExisting;
    SigningRun run = runOf(disk_, list.value().documents, order);
    ASSERT_EQ(outcome(run.examine(nullptr, {})), "ok");
    EXPECT_EQ(statesOf(run), "waiting waiting failed");
    EXPECT_THAT(run.rows()[0].presentSigners, ElementsAre(testing::HasSubstr("СЫНАҚОВ")));
    WatchedSession second(desk::secondPerson());
    ASSERT_EQ(outcome(run.run(second, {}, {})), "ok");
    EXPECT_EQ(statesOf(run), "done done failed");
    EXPECT_EQ(run.rows()[0].output, desk::pathOf(1) + "-cosigned.p7s");
    EXPECT_EQ(desk::signaturesIn(*disk_.content(run.rows()[0].output), desk::contentOf(1)), 2u);
    EXPECT_EQ(desk::signaturesIn(*disk_.content(run.rows()[1].output), std::nullopt), 2u);
}

/// Signs one login and one letter for the portal of the login, and returns what the journal has.
std::vector<JournalEntry> journalOfLogin(test::MemoryFileStore& disk, Journalled journalled) {
    disk.putFolder("/data");
    disk.put("/documents/challenge.xml",
             toBytes("<login><timeTicket>1781956800000</timeTicket>"
                     "<sessionid>4dd3c1f2-7a9e-4a55-9f1c-2a6f8f3f1b77</sessionid></login>"));
    SigningOrder order = desk::detached();
    order.purpose = "for myself";
    order.requester.verifiedOrigin = "https://idp.egov.kz";
    SigningRun run = desk::runOf(disk, desk::listed(disk), order);
    Journal journal(disk, disk, "/data/journal.jsonl");
    RunTools tools;
    tools.journal = &journal;
    tools.journalled = journalled;
    desk::WatchedSession session(desk::person());
    EXPECT_TRUE(run.run(session, tools, {}).ok());
    EXPECT_EQ(desk::statesOf(run), "done");
    return journal.entries().value();
}

TEST(JournalOfLogins, HasTheOriginAndNothingOfTheChallenge) {
    for (const Journalled journalled : {Journalled::All, Journalled::LoginsOnly}) {
        test::MemoryFileStore disk;
        const std::vector<JournalEntry> entries = journalOfLogin(disk, journalled);
        ASSERT_EQ(entries.size(), 1U);
        EXPECT_EQ(entries.front().document, "challenge.xml");
        EXPECT_EQ(entries.front().purpose, "https://idp.egov.kz");
        EXPECT_EQ(entries.front().documentSha256, "");
        EXPECT_EQ(entries.front().key.owner.find("СЫНАҚОВ"), 0U);
    }
}

TEST(JournalOfLogins, LeavesOutDocumentsWhereOnlyLoginsAreWanted) {
    test::MemoryFileStore disk;
    disk.putFolder("/data");
    desk::putDocuments(disk, 2);
    SigningRun run = desk::runOf(disk, desk::listed(disk));
    Journal journal(disk, disk, "/data/journal.jsonl");
    RunTools tools;
    tools.journal = &journal;
    tools.journalled = Journalled::LoginsOnly;
    desk::WatchedSession session(desk::person());
    ASSERT_TRUE(run.run(session, tools, {}).ok());
    EXPECT_TRUE(journal.entries().value().empty());
}

TEST_F(SigningRunTest, RefusesALoginBeforeTheKeyIsThere) {
    disk_.put("/documents/a.txt", toBytes("one"));
    disk_.put("/documents/login.xml",
              toBytes("<?xml version=\"1.0\"?><login><timeTicket>1781956800000</timeTicket>"
                      "<sessionid>4dd3c1f2-7a9e-4a55-9f1c-2a6f8f3f1b77</sessionid></login>"));
    SigningRun run = runOf(disk_, desk::listed(disk_));
    desk::Remembering observer;
    ASSERT_EQ(outcome(run.examine(&observer, {})), "ok");
    EXPECT_EQ(statesOf(run), "waiting failed");
    EXPECT_EQ(failureOf(run.rows()[1]), "signing.login_needs_origin");
    EXPECT_EQ(observer.states.size(), 2u);
    // And a run that was never examined refuses it too.
    SigningRun hasty = runOf(disk_, desk::listed(disk_));
    ASSERT_EQ(outcome(sign(hasty)), "ok");
    EXPECT_EQ(statesOf(hasty), "done failed");
    EXPECT_EQ(session_.signatures, 1);
}

TEST_F(SigningRunTest, AKeyThatMayNotSignStopsEverything) {
    desk::putDocuments(disk_, 3);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    WatchedSession login(desk::loginOnly());
    EXPECT_EQ(outcome(run.run(login, {}, {})), "certificate.wrong_purpose");
    EXPECT_EQ(statesOf(run), "waiting waiting waiting");
    EXPECT_EQ(login.signatures, 0);
    const FixedClock later(test::at("2027-06-01T00:00:00Z"));
    SigningRun late({disk_, later}, desk::detached(), desk::listed(disk_));
    EXPECT_EQ(outcome(sign(late)), "certificate.expired");
    EXPECT_EQ(statesOf(late), "waiting waiting waiting");
    SigningOrder allowed = desk::detached();
    allowed.ifExpired = IfExpired::Allow;
    SigningRun permitted({disk_, later}, allowed, desk::listed(disk_));
    EXPECT_EQ(outcome(sign(permitted)), "ok");
}

TEST_F(SigningRunTest, ATokenThatIsPulledOutLeavesTheRestWaiting) {
    desk::putDocuments(disk_, 4);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    session_.before = [](int number) -> Outcome {
        return number < 3 ? Outcome(Done{}) : fail(FailureCode::CardRemoved);
    };
    EXPECT_EQ(outcome(sign(run)), "card.removed");
    EXPECT_EQ(statesOf(run), "done done waiting waiting");
    EXPECT_EQ(session_.signatures, 3);
    session_.before = nullptr;
    EXPECT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done done done done");
}

TEST_F(SigningRunTest, AWrongSignatureIsNeverWritten) {
    class WrongSession : public WatchedSession {
      public:
        using WatchedSession::WatchedSession;
        Result<Bytes> sign(const crypto::Digest& digest) override {
            auto value = WatchedSession::sign(digest);
            value.value().back() ^= 1;
            return value;
        }
    };
    desk::putDocuments(disk_, 2);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    WrongSession wrong(desk::person());
    EXPECT_EQ(outcome(run.run(wrong, {}, {})), "signature.self_check_failed");
    EXPECT_EQ(statesOf(run), "waiting waiting");
    EXPECT_THAT(disk_.names("/documents"), ElementsAre("letter-001.txt", "letter-002.txt"));
}

TEST_F(SigningRunTest, IsCancelledBetweenRowsAndGoesOn) {
    desk::putDocuments(disk_, 4);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    CancelToken cancel;
    session_.before = [&](int number) -> Outcome {
        if (number == 2)
            cancel.cancel();
        return Done{};
    };
    EXPECT_EQ(outcome(sign(run, {&cancel, nullptr})), "cancelled");
    EXPECT_EQ(run.count(RowState::Waiting) + run.count(RowState::Done), 4u);
    EXPECT_GE(run.count(RowState::Waiting), 2u);
    EXPECT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done done done done");
    EXPECT_EQ(disk_.names("/documents").size(), 8u);
}

TEST_F(SigningRunTest, TellsOfEachRowAndOfTheWhole) {
    class Watching : public ProgressSink {
      public:
        void progress(std::uint64_t done, std::uint64_t all) override {
            EXPECT_GE(done, last);
            EXPECT_LE(done, all);
            last = done;
            total = all;
        }
        std::uint64_t last = 0;
        std::uint64_t total = 0;
    };
    desk::putDocuments(disk_, 2);
    SigningRun run = runOf(disk_, desk::listed(disk_));
    desk::Remembering observer;
    tools_.observer = &observer;
    Watching watching;
    ASSERT_EQ(outcome(sign(run, {nullptr, &watching})), "ok");
    EXPECT_THAT(observer.states,
                ElementsAre(std::pair(0u, RowState::Working), std::pair(0u, RowState::Done),
                            std::pair(1u, RowState::Working), std::pair(1u, RowState::Done)));
    EXPECT_EQ(watching.last, watching.total);
    EXPECT_GT(watching.total, 0u);
}

TEST_F(SigningRunTest, FailedRowsMayTryAgain) {
    desk::putDocuments(disk_, 2);
    const std::vector<Document> documents = desk::listed(disk_);
    disk_.failStep(disk_.steps().size() + 1, FailureCode::FileNoPermission);
    SigningRun run = runOf(disk_, documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "failed done");
    run.retryFailed();
    ASSERT_EQ(outcome(sign(run)), "ok");
    EXPECT_EQ(statesOf(run), "done done");
}

TEST_F(SigningRunTest, ReportsWhatHappened) {
    desk::putDocuments(disk_, 2);
    std::vector<Document> documents = desk::listed(disk_);
    documents[1].failure = fail(FailureCode::FileNoPermission, desk::pathOf(2));
    SigningRun run = runOf(disk_, documents);
    ASSERT_EQ(outcome(sign(run)), "ok");
    const RunReport report = run.report();
    EXPECT_EQ(report.count(RowState::Done), 1u);
    EXPECT_EQ(report.count(RowState::Failed), 1u);
    EXPECT_EQ(report.started, test::goodTime());
    ASSERT_TRUE(report.signer);
    EXPECT_THAT(report.signer->owner, testing::HasSubstr("СЫНАҚОВ СЫНАҚ"));
    const std::string json = toJson(report);
    for (const char* part : {"\"done\": 1", "\"failed\": 1", "letter-001.txt.p7s", "file.no_permission",
                             "\"format\": \"cms-detached\"", "2026-06-20T12:00:00Z"})
        EXPECT_THAT(json, testing::HasSubstr(part));
    EXPECT_THAT(json, testing::Not(testing::HasSubstr("991231500016"))); // no IIN
}

} // namespace
} // namespace tanba::documents
