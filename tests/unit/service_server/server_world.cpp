#include "tests/unit/service_server/server_world.h"

#include "core/base/disk_file_store.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::service {

namespace {

class RepeatingVisit : public Visit {
  public:
    RepeatingVisit(ServerWorld& world, const Caller& caller, Line& line)
        : world_(world), line_(line), origin_(caller.origin.value_or("(none)")) {}

    void opened() override {
        world_.diary.write("opened " + origin_);
        line_.sendText("hello");
    }
    void message(std::shared_ptr<const Message> message) override {
        const std::string_view text = message->text();
        world_.diary.write("message " + std::to_string(text.size()));
        if (text.starts_with("send "))
            line_.sendText(std::string(std::stoul(std::string(text.substr(5))), 'x'));
        else if (text == "let go")
            world_.held.clear();
        else if (text.starts_with("hold"))
            world_.held.push_back(std::move(message));
        else
            line_.sendText(std::string(text));
    }
    void messageTooLarge(std::string_view beginning) override {
        world_.diary.write("too large " + std::string(beginning.substr(0, 5)));
        line_.sendText("too large");
    }
    void closed() override { world_.diary.write("closed"); }

  private:
    ServerWorld& world_;
    Line& line_;
    std::string origin_;
};

WebIdentity newIdentity(Time now) {
    DiskFileStore files;
    return WebIdentity::loadOrMake(files, privateFolder(), now).value();
}

} // namespace

std::filesystem::path privateFolder() {
    std::filesystem::path folder = test::scratchFolder();
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    return folder;
}

void Diary::write(const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
    changed_.notify_all();
}

std::size_t Diary::countOf(const std::string& line) const {
    return static_cast<std::size_t>(std::ranges::count(lines_, line));
}

bool Diary::waitFor(const std::string& line, std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return countOf(line) >= count; });
}

std::vector<std::string> Diary::lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
}

ServerWorld::ServerWorld(ServerLimits limits)
    : clock(SystemClock().now()), identity(newIdentity(clock.now())) {
    auto started = WebServer::start(
        {threads,
         identity,
         peers,
         clock,
         *this,
         [this](const Caller& caller, Line& line) {
             connections.push_back(caller.connection);
             return std::make_unique<RepeatingVisit>(*this, caller, line);
         },
         [](const ServerState& state) { return "<p>" + std::to_string(state.connections) + "</p>"; },
         test::scratchFolder(),
         0,
         limits,
         {kKnownPortal}});
    EXPECT_TRUE(started.ok()) << started.failure().detail;
    server = std::move(started).value();
}

ServerWorld::~ServerWorld() {
    server.reset();
    threads.stop();
}

RawClient ServerWorld::client() {
    RawClient made(server->port());
    EXPECT_EQ(made.handshake(&identity.authority()), "ok");
    return made;
}

RawClient ServerWorld::webSocket(const std::string& moreFields) {
    RawClient made = client();
    EXPECT_NE(made.upgrade(moreFields).find("101"), std::string::npos);
    EXPECT_EQ(made.receiveText(), "hello");
    return made;
}

} // namespace tanba::service
