#include "app/service/policy/policy_desk.h"

#include "core/base/clock.h"
#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/unit/service_policy/policy_world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <deque>
#include <sstream>

namespace tanba::service {
namespace {

using Json = nlohmann::json;
using Kind = ConsentAnswer::Kind;

/// Runs what it is given when the test says so.
class StepExecutor : public Executor {
  public:
    void post(std::function<void()> task) override { tasks_.push_back(std::move(task)); }
    void work(Lane, std::function<void()> task) override { tasks_.push_back(std::move(task)); }
    void runAll() {
        while (!tasks_.empty()) {
            const std::function<void()> task = std::move(tasks_.front());
            tasks_.pop_front();
            task();
        }
    }

  private:
    std::deque<std::function<void()>> tasks_;
};

/// A log on a disk that fills up.
class FullDisk : public GrowingFile {
  public:
    Result<Bytes> content(std::size_t) override { return Bytes(); }
    Outcome append(ByteView) override { return fail(FailureCode::FileDiskFull); }
    Outcome sync() override { return Done{}; }
    Outcome cutTo(std::uint64_t) override { return Done{}; }
    std::uint64_t size() const override { return 0; }
};

class PolicyDeskTest : public ::testing::Test {
  protected:
    PolicyDesk& desk(ConsentPolicy policy = portalPolicy(), std::unique_ptr<GrowingFile> file = nullptr) {
        if (!file)
            file = disk.openGrowing(logPath, IfHeld::Refuse).value();
        auto mandate = std::make_unique<PolicyDesk::Mandate>();
        mandate->policy = std::move(policy);
        mandate->key = test::sessionFor(key);
        mandate->log = std::make_unique<PolicyLog>(std::move(file), clock);
        desk_ = std::make_unique<PolicyDesk>(executor, clock, std::move(mandate), tellMissing());
        return *desk_;
    }

    PolicyDesk::TellMissing tellMissing() {
        return [this](const Caller& caller, const std::string& module) {
            told.push_back(caller.origin.value_or(caller.program) + " " + module);
        };
    }

    ConsentAnswer asked(PolicyDesk& desk, const ConsentQuestion& question) {
        std::optional<ConsentAnswer> given;
        desk.ask(std::make_shared<const ConsentQuestion>(question),
                 [&given](ConsentAnswer answer) { given = std::move(answer); });
        EXPECT_FALSE(given);
        executor.runAll();
        EXPECT_TRUE(given);
        return std::move(given).value_or(ConsentAnswer{});
    }

    std::vector<Json> log() const {
        const Bytes content = test::fileContent(logPath);
        std::istringstream text(std::string(content.begin(), content.end()));
        std::vector<Json> lines;
        for (std::string line; std::getline(text, line);)
            if (!line.empty())
                lines.push_back(Json::parse(line));
        return lines;
    }

    DiskFileStore disk;
    const FixedClock clock{SystemClock().now()};
    StepExecutor executor;
    std::vector<std::string> told;
    test::Identity key = informationSystem();
    std::filesystem::path logPath = test::scratchFolder() / "log.jsonl";
    std::unique_ptr<PolicyDesk> desk_;
};

TEST_F(PolicyDeskTest, GrantsWhatTheRulesPermitAndWritesItDown) {
    PolicyDesk& there = desk();
    const ConsentAnswer answer = asked(there, portalQuestion());
    ASSERT_EQ(answer.kind, Kind::Granted);
    ASSERT_NE(answer.session, nullptr);
    EXPECT_TRUE(answer.session->certificate() == key.certificate);
    const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf("a document"));
    EXPECT_TRUE(keys::signChecked(*answer.session, digest.value()).ok());
    there.finished(7, Done{});
    executor.runAll();
    const std::vector<Json> lines = log();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].at("event"), "question");
    EXPECT_EQ(lines[0].at("origin"), kPortal);
    EXPECT_EQ(lines[0].at("format"), "cms");
    EXPECT_EQ(lines[0].at("result"), "ok");
    EXPECT_EQ(lines[0].at("items").at(0).at("size"), 10);
    EXPECT_EQ(lines[1].at("event"), "finished");
    EXPECT_EQ(lines[1].at("result"), "ok");
    namespace fs = std::filesystem;
    EXPECT_EQ(fs::status(logPath).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(PolicyDeskTest, LogsNoContentAndNoName) {
    asked(desk(), portalQuestion());
    const Bytes content = test::fileContent(logPath);
    const std::string text(content.begin(), content.end());
    EXPECT_EQ(text.find("a document"), std::string::npos);
    EXPECT_EQ(text.find("СЫНАҚ"), std::string::npos);
    EXPECT_EQ(text.find("991231500016"), std::string::npos);
}

TEST_F(PolicyDeskTest, RefusalsAreOnRecordToo) {
    PolicyDesk& there = desk();
    ConsentQuestion question = portalQuestion();
    question.caller.origin = "https://evil.kz";
    const ConsentAnswer answer = asked(there, question);
    EXPECT_EQ(answer.kind, Kind::Cancelled);
    EXPECT_EQ(answer.session, nullptr);
    EXPECT_FALSE(answer.certificate);
    there.refused({question.caller, fail(FailureCode::LoginForOtherOrigin), 1});
    there.missingModule(question.caller, "some.module");
    executor.runAll();
    ASSERT_EQ(log().size(), 3U);
    EXPECT_EQ(log()[0].at("result"), "policy.refused");
    EXPECT_EQ(log()[1].at("result"), "signing.login_for_other_origin");
    EXPECT_EQ(log()[2].at("module"), "some.module");
}

TEST_F(PolicyDeskTest, WhatIsNotOnRecordDoesNotHappen) {
    EXPECT_EQ(asked(desk(portalPolicy(), std::make_unique<FullDisk>()), portalQuestion()).kind,
              Kind::Cancelled);
}

TEST_F(PolicyDeskTest, AKeyThatThePageDidNotAskForIsNotUsed) {
    PolicyDesk& there = desk();
    ConsentQuestion question = portalQuestion();
    question.key.iin = "000000000000";
    EXPECT_EQ(asked(there, question).kind, Kind::Cancelled);
    question = portalQuestion();
    question.key.storages = {"AKKZIDCardStore"};
    EXPECT_EQ(asked(there, question).kind, Kind::NoSuchStorage);
    question.key.storages = {"AKKZIDCardStore", "PKCS12"};
    EXPECT_EQ(asked(there, question).kind, Kind::Granted);
}

TEST_F(PolicyDeskTest, AWithdrawnQuestionGetsNoAnswer) {
    PolicyDesk& there = desk();
    bool answered = false;
    there.ask(std::make_shared<const ConsentQuestion>(portalQuestion()),
              [&answered](ConsentAnswer) { answered = true; });
    there.withdraw(7);
    executor.runAll();
    EXPECT_FALSE(answered);
}

TEST_F(PolicyDeskTest, WithoutAMandateNothingIsGranted) {
    PolicyDesk there(executor, clock, nullptr, tellMissing());
    EXPECT_EQ(asked(there, portalQuestion()).kind, Kind::Cancelled);
    there.finished(7, Done{});
    there.refused({portalQuestion().caller, fail(FailureCode::Internal), 1});
    EXPECT_TRUE(there.activeTokenKinds().empty());
}

TEST_F(PolicyDeskTest, WhoStartedItIsToldOfAMissingModuleWithAPolicyAndWithout) {
    const Caller caller = portalQuestion().caller;
    PolicyDesk(executor, clock, nullptr, tellMissing()).missingModule(caller, "a.module");
    EXPECT_EQ(told, std::vector<std::string>{"https://portal.kz a.module"});
    desk().missingModule(caller, "another");
    executor.runAll();
    EXPECT_EQ(told.size(), 2U);
    EXPECT_EQ(log().back()["module"], "another");
}

TEST_F(PolicyDeskTest, OneLogHasOneWriter) {
    desk();
    EXPECT_FALSE(disk.openGrowing(logPath, IfHeld::Refuse).ok());
}

} // namespace
} // namespace tanba::service
