#include "tests/unit/service/page.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::service::test {

namespace {

class WatchedSession : public keys::KeySession {
  public:
    WatchedSession(std::unique_ptr<keys::KeySession> session, SessionWatch& watch)
        : session_(std::move(session)), watch_(watch) {}
    ~WatchedSession() override { watch_.closed = true; }
    WatchedSession(const WatchedSession&) = delete;
    WatchedSession& operator=(const WatchedSession&) = delete;
    const keys::Certificate& certificate() const override { return session_->certificate(); }
    Result<Bytes> sign(const crypto::Digest& digest) override {
        ++watch_.signatures;
        if (watch_.before) {
            TANBA_CHECK(watch_.before());
        }
        return session_->sign(digest);
    }

  private:
    std::unique_ptr<keys::KeySession> session_;
    SessionWatch& watch_;
};

ConsentAnswer granted(std::unique_ptr<keys::KeySession> session) {
    ConsentAnswer answer;
    answer.kind = ConsentAnswer::Kind::Granted;
    answer.certificate = session->certificate();
    answer.session = std::move(session);
    return answer;
}

} // namespace

void StepExecutor::runPosted() {
    while (!posted_.empty()) {
        const auto task = std::move(posted_.front());
        posted_.pop_front();
        task();
    }
}

void StepExecutor::run() {
    while (!posted_.empty() || !works_.empty())
        runOne();
}

void StepExecutor::runOne() {
    runPosted();
    if (works_.empty())
        return;
    const auto task = std::move(works_.front());
    works_.pop_front();
    task();
    runPosted();
}

std::unique_ptr<keys::KeySession> watchedSession(const tanba::test::Identity& identity, SessionWatch& watch) {
    return std::make_unique<WatchedSession>(tanba::test::sessionFor(identity), watch);
}

void ScriptedDesk::willSign(const tanba::test::Identity& identity) {
    willAnswer([identity](const ConsentQuestion&) { return granted(tanba::test::sessionFor(identity)); });
}

void ScriptedDesk::willSign(const tanba::test::Identity& identity, SessionWatch& watch) {
    willAnswer(
        [identity, &watch](const ConsentQuestion&) { return granted(watchedSession(identity, watch)); });
}

void ScriptedDesk::willCancel() {
    willAnswer([](const ConsentQuestion&) { return ConsentAnswer{}; });
}

void ScriptedDesk::willLeaveOpen() {
    willAnswer([](const ConsentQuestion&) { return std::nullopt; });
}

void ScriptedDesk::willChoose(std::filesystem::path file) {
    willAnswer([file = std::move(file)](const ConsentQuestion& question) {
        EXPECT_EQ(question.kind, ConsentQuestion::Kind::ChooseFile);
        ConsentAnswer answer;
        answer.kind = ConsentAnswer::Kind::Granted;
        answer.file = file;
        return answer;
    });
}

void ScriptedDesk::ask(std::shared_ptr<const ConsentQuestion> question,
                       std::function<void(ConsentAnswer)> answer) {
    questions.push_back(question);
    if (reactions_.empty()) {
        ADD_FAILURE() << "nobody expected a question";
        return answer({});
    }
    const Reaction reaction = std::move(reactions_.front());
    reactions_.pop_front();
    if (std::optional<ConsentAnswer> given = reaction(*question))
        return answer(std::move(*given));
    open_[question->id] = std::move(answer);
}

std::size_t ScriptedDesk::numberOf(ConsentId id) const {
    const auto asked = std::ranges::find_if(questions, [id](const auto& each) { return each->id == id; });
    EXPECT_NE(asked, questions.end()) << "nobody asked " << id;
    return static_cast<std::size_t>(asked - questions.begin()) + 1;
}

std::function<void(ConsentAnswer)> ScriptedDesk::takeAnswer(std::size_t number) {
    const auto found = number <= questions.size() ? open_.find(questions[number - 1]->id) : open_.end();
    if (found == open_.end()) {
        ADD_FAILURE() << "question " << number << " is not open";
        return [](ConsentAnswer) {};
    }
    auto hear = std::move(found->second);
    open_.erase(found);
    return hear;
}

void ScriptedDesk::answer(std::size_t number, ConsentAnswer given) {
    takeAnswer(number)(std::move(given));
}

void ScriptedDesk::finished(ConsentId id, const Outcome& outcome) {
    finishes.push_back(std::to_string(numberOf(id)) + " " + tanba::test::outcome(outcome));
}

void ScriptedDesk::missingModule(const Caller& caller, const std::string& module) {
    missing.push_back(caller.origin.value_or("?") + " " + module);
}

std::string ScriptedDesk::refusalCodes() const {
    std::string codes;
    for (const RefusalNotice& notice : refusals)
        codes += (codes.empty() ? "" : " ") + std::string(codeText(notice.reason.code));
    return codes;
}

Page::Page(Hall& hall, Caller caller) : hall_(hall), conversation_(hall.reception, std::move(caller), *this) {
    conversation_.opened();
}

Page::Page(Hall& hall, std::optional<std::string> origin)
    : Page(hall, [&origin] {
          static ConnectionId connection = 0;
          Caller caller;
          caller.connection = ++connection;
          caller.kind = Caller::Kind::Browser;
          caller.program = "firefox";
          caller.origin = std::move(origin);
          return caller;
      }()) {}

void Page::send(std::string text) {
    conversation_.message(std::make_shared<TextMessage>(std::move(text)));
    hall_.executor.run();
}

std::string Page::ask(std::string text) {
    const std::size_t before = received.size();
    send(std::move(text));
    EXPECT_EQ(received.size(), before + 1) << "one request has one answer";
    return received.back();
}

std::string common(std::string_view method, std::string_view args) {
    return R"({"module":"kz.gov.pki.knca.commonUtils","method":")" + std::string(method) + R"(","args":)" +
           std::string(args) + "}";
}

std::string basics(std::string_view args) {
    return R"({"module":"kz.gov.pki.knca.basics","method":"sign","args":)" + std::string(args) + "}";
}

std::string at(const std::string& reply, const std::string& path) {
    const auto parsed = nlohmann::json::parse(reply, nullptr, false);
    const nlohmann::json::json_pointer pointer(path);
    if (parsed.is_discarded() || !parsed.contains(pointer) || !parsed.at(pointer).is_string()) {
        ADD_FAILURE() << "no string at " << path << " in " << reply.substr(0, 500);
        return {};
    }
    return parsed.at(pointer).get<std::string>();
}

std::string json(std::string_view text) {
    return nlohmann::json(std::string(text)).dump();
}

std::string base64(std::string_view content) {
    return json(toBase64(viewOf(content)));
}

Bytes decoded(const std::string& text) {
    if (text.starts_with("-----")) {
        const Result<PemBlock> block = fromPem(text);
        EXPECT_TRUE(block.ok() && block.value().label == "CMS") << text.substr(0, 100);
        return block.ok() ? block.value().content : Bytes();
    }
    const Result<Bytes> bytes = fromBase64(text);
    EXPECT_TRUE(bytes.ok()) << text.substr(0, 100);
    return bytes.ok() ? bytes.value() : Bytes();
}

std::string document(int number) {
    std::string text = "Келісімшарт № " + std::to_string(number) + "\n";
    for (int line = 1; line <= 12; ++line)
        text += std::to_string(line) + ". Тараптар осы келісімшартқа қол қояды.\n";
    return text;
}

} // namespace tanba::service::test
