#pragma once

#include "app/service/server/web_server.h"
#include "tests/support/fixtures.h"
#include "tests/unit/service_server/raw_client.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tanba::service {

/// The one portal that the server of a ServerWorld knows.
inline constexpr const char* kKnownPortal = "https://known.gov.kz";

/// A new folder that only this user can look into.
std::filesystem::path privateFolder();

/// What happened, in its order; waits for what is to come.
class Diary {
  public:
    void write(const std::string& line);
    /// True as soon as there are `count` such lines; false after ten seconds.
    bool waitFor(const std::string& line, std::size_t count = 1);
    std::vector<std::string> lines() const;

  private:
    std::size_t countOf(const std::string& line) const;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
};

class FakePeers : public PeerLookup {
  public:
    Peer find(const SocketPair&) override {
        ++asked;
        return answer;
    }
    Peer answer{Peer::Owner::ThisUser, Caller::Kind::Browser, "Firefox"};
    std::atomic<int> asked{0};
};

class SettableClock : public Clock {
  public:
    explicit SettableClock(Time now) : now_(now.time_since_epoch().count()) {}
    Time now() const override { return Time(std::chrono::seconds(now_.load())); }
    void set(Time now) { now_ = now.time_since_epoch().count(); }

  private:
    std::atomic<std::int64_t> now_;
};

/// A server with visitors that greet, repeat what they are told, and write everything down:
/// "opened ORIGIN", "message SIZE", "too large BEGINNING", "closed".
/// A message "send N" is answered with N bytes, "hold" is kept and "let go" lets all that were kept go.
class ServerWorld : public ServerWatcher {
  public:
    explicit ServerWorld(ServerLimits limits = {});
    ~ServerWorld() override;

    /// A connection after its handshake.
    RawClient client();
    /// A WebSocket after its greeting.
    RawClient webSocket(const std::string& moreFields = {});
    std::string host() const { return "127.0.0.1:" + std::to_string(server->port()); }

    void notTrusted(const Peer& peer) override { diary.write("not trusted by " + peer.program); }
    void otherUserRefused() override { diary.write("other user"); }
    void identityUnusable() override { diary.write("identity"); }

    Diary diary;
    FakePeers peers;
    SettableClock clock;
    WebIdentity identity;
    ServiceThreads threads;
    std::vector<std::shared_ptr<const Message>> held; ///< on the service's thread
    std::vector<ConnectionId> connections;            ///< of the visits, in their order; likewise
    std::unique_ptr<WebServer> server;
};

} // namespace tanba::service
