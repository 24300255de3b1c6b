#pragma once

#include "app/service/conversation/conversation.h"
#include "core/base/clock.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/test_pki.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::service::test {

/// Threads of a test: nothing runs until the test says so.
class StepExecutor : public Executor {
  public:
    void post(std::function<void()> task) override { posted_.push_back(std::move(task)); }
    void work(Lane lane, std::function<void()> task) override {
        lanes.push_back(lane);
        works_.push_back(std::move(task));
    }
    /// Everything there is to do, until nothing is left.
    void run();
    /// The first work that waits, and what follows on the service's own thread.
    void runOne();
    /// Only what runs on the service's own thread.
    void runPosted();
    std::size_t worksWaiting() const { return works_.size(); }

    std::vector<Lane> lanes; ///< of all work there was

  private:
    std::deque<std::function<void()>> posted_;
    std::deque<std::function<void()>> works_;
};

/// A session that tells when it is closed and does what a test wants before each signature.
struct SessionWatch {
    bool closed = false;
    int signatures = 0;
    std::function<Outcome()> before;
};
std::unique_ptr<keys::KeySession> watchedSession(const tanba::test::Identity& identity, SessionWatch& watch);

/// The person as a test wants them: what was not scripted fails the test.
class ScriptedDesk : public ConsentDesk {
  public:
    /// Nothing: the question stays open.
    using Reaction = std::function<std::optional<ConsentAnswer>(const ConsentQuestion& question)>;
    void willAnswer(Reaction reaction) { reactions_.push_back(std::move(reaction)); }
    void willSign(const tanba::test::Identity& identity);
    void willSign(const tanba::test::Identity& identity, SessionWatch& watch);
    void willCancel();
    void willLeaveOpen();
    void willChoose(std::filesystem::path file);
    /// Answers a question that was left open. Questions are counted from 1 here, whatever their ids are.
    void answer(std::size_t number, ConsentAnswer answer);
    /// The way back of a question that was left open.
    std::function<void(ConsentAnswer)> takeAnswer(std::size_t number);

    void ask(std::shared_ptr<const ConsentQuestion> question,
             std::function<void(ConsentAnswer)> answer) override;
    void withdraw(ConsentId id) override { withdrawn.push_back(numberOf(id)); }
    void finished(ConsentId id, const Outcome& outcome) override;
    void connectionClosed(ConnectionId connection) override { closed.push_back(connection); }
    void refused(const RefusalNotice& notice) override { refusals.push_back(notice); }
    void missingModule(const Caller& caller, const std::string& module) override;
    std::vector<std::string> activeTokenKinds() override { return tokens; }
    std::optional<ConsentId> shownQuestion() const override { return shown; }

    /// Codes of what was refused, separated by spaces.
    std::string refusalCodes() const;

    std::vector<std::shared_ptr<const ConsentQuestion>> questions;
    std::vector<std::size_t> withdrawn;
    std::vector<std::string> finishes; ///< "1 ok", "2 signing.x"
    std::vector<ConnectionId> closed;
    std::vector<RefusalNotice> refusals;
    std::vector<std::string> missing; ///< "https://a.kz kz.x.y"
    std::vector<std::string> tokens;
    std::optional<ConsentId> shown;

  private:
    std::size_t numberOf(ConsentId id) const;

    std::deque<Reaction> reactions_;
    std::map<ConsentId, std::function<void(ConsentAnswer)>> open_;
};

class SetClock : public Clock {
  public:
    Time now() const override { return time; }
    Time time = tanba::test::goodTime();
};

/// What all pages of a test share.
struct Hall {
    explicit Hall(sign::TimestampSource* timestamps = nullptr, std::vector<std::string> hashOrigins = {})
        : reception({desk, executor, clock, files, timestamps, std::move(hashOrigins)}) {}

    StepExecutor executor;
    ScriptedDesk desk;
    SetClock clock;
    tanba::test::MemoryFileStore files;
    Reception reception;
};

inline constexpr std::string_view kPortal = "https://portal.example.kz";

/// A page of a portal with its connection.
class Page : private Line {
  public:
    explicit Page(Hall& hall, std::optional<std::string> origin = std::string(kPortal));
    Page(Hall& hall, Caller caller);

    /// Sends a message and lets everything run.
    void send(std::string text);
    /// The same for a message that must have exactly one answer.
    std::string ask(std::string text);
    void close() { conversation_.closed(); }
    Conversation& conversation() { return conversation_; }

    std::vector<std::string> received; ///< the greeting first

  private:
    void sendText(std::string text) override { received.push_back(std::move(text)); }

    Hall& hall_;
    Conversation conversation_;
};

/// {"module": "...commonUtils", "method": METHOD, "args": ARGS}; `args` is JSON.
std::string common(std::string_view method, std::string_view args);
/// {"module": "...basics", "method": "sign", "args": ARGS}
std::string basics(std::string_view args);
/// The string in a JSON answer at a path such as "/responseObject" or "/body/result/0"; the test fails when
/// there is none.
std::string at(const std::string& reply, const std::string& path);
/// JSON of a string.
std::string json(std::string_view text);
/// Base64 of a content, as JSON.
std::string base64(std::string_view content);
/// What a page gets back as base64 or PEM, decoded.
Bytes decoded(const std::string& text);

/// Content that no rule takes for a challenge.
std::string document(int number = 1);

} // namespace tanba::service::test
