#include "app/service/conversation/conversation.h"
#include "core/base/disk_file_store.h"

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <functional>

using namespace tanba;
using namespace tanba::service;

namespace {

/// Runs everything at once, on this thread.
class Now : public Executor {
  public:
    void post(std::function<void()> task) override { tasks_.push_back(std::move(task)); }
    void work(Lane, std::function<void()> task) override { tasks_.push_back(std::move(task)); }
    void run() {
        while (!tasks_.empty()) {
            const auto task = std::move(tasks_.front());
            tasks_.pop_front();
            task();
        }
    }

  private:
    std::deque<std::function<void()>> tasks_;
};

/// A person who refuses everything, and checks what they are asked.
class Refusing : public ConsentDesk {
  public:
    void ask(std::shared_ptr<const ConsentQuestion> question,
             std::function<void(ConsentAnswer)> answer) override {
        for (const ConsentItem& item : question->items)
            if ((item.classification.contentClass == sign::ContentClass::Login &&
                 !sign::isProbableLogin(item.classification, question->caller.origin)) ||
                item.classification.contentClass == sign::ContentClass::HashOnly)
                std::abort(); // no login belongs to this origin, and it is on no list
        answer({});
    }
    void withdraw(ConsentId) override {}
    void finished(ConsentId, const Outcome&) override {}
    void connectionClosed(ConnectionId) override {}
    void refused(const RefusalNotice&) override {}
    void missingModule(const Caller&, const std::string&) override {}
    std::vector<std::string> activeTokenKinds() override { return {"AKKaztokenStore"}; }
};

class Counting : public Line {
  public:
    void sendText(std::string text) override {
        if (text.empty())
            std::abort();
        ++sent;
    }
    int sent = 0;
};

} // namespace

/// One message of a page: answered once at most, and never with a question about a login.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Now executor;
    Refusing desk;
    const FixedClock clock{Time{}};
    DiskFileStore files;
    Reception reception({desk, executor, clock, files, nullptr, {}});
    Counting line;
    Caller caller;
    caller.kind = Caller::Kind::Browser;
    caller.origin = "https://portal.example";
    Conversation conversation(reception, caller, line);
    conversation.opened();
    conversation.message(std::make_shared<TextMessage>(std::string(asText({data, size}))));
    executor.run();
    if (line.sent < 1 || line.sent > 2)
        std::abort();
    conversation.messageTooLarge(asText({data, size}));
    executor.run();
    return 0;
}
