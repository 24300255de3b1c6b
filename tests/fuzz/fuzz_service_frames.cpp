#include "app/service/server/connection.h"
#include "app/service/server/event_loop_parts.h"
#include "app/service/web_identity/web_identity.h"
#include "core/base/clock.h"
#include "tests/fuzz/frame_reader.h"

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

using namespace tanba;
using namespace tanba::service;

namespace {

const std::string kUpgrade =
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:13579\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

constexpr std::size_t kMostPieces = 64;

void require(bool so) {
    if (!so)
        std::abort();
}

/// Small enough for every limit to be reached, and nothing ends by time.
ServerLimits smallLimits() {
    ServerLimits limits;
    limits.untilUpgraded = std::chrono::hours(1);
    limits.paceTime = std::chrono::hours(1);
    limits.maxMessage = 3000;
    limits.maxSmall = 1000;
    limits.inMemoryOfOne = 300;
    limits.inMemory = 250;
    limits.budget = 10'000;
    limits.reserve = 100;
    limits.maxOutgoing = 4;
    return limits;
}

std::filesystem::path scratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tanba-frames-XXXXXX").string();
    require(::mkdtemp(name.data()) != nullptr);
    return name;
}

struct World {
    EventLoop loop;
    Result<WebIdentity> identity = WebIdentity::make(SystemClock().now());
    Result<std::shared_ptr<TlsSettings>> tls =
        TlsSettings::make(*identity.value().leafFor(SystemClock().now()));
    const ServerLimits limits = smallLimits();
    const std::filesystem::path folder = scratchFolder();
    SSL_CTX* const client = SSL_CTX_new(TLS_client_method());
};

/// Kept to the end: OpenSSL tidies up before anything of ours would.
World& world() {
    static World* const kept = [] {
        static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
        std::atexit([] {
            std::error_code ignored;
            std::filesystem::remove(world().folder, ignored);
        });
        return new World;
    }();
    return *kept;
}

/// The server and the visitor at once: who calls what, in which order.
class Host : public ConnectionHost {
  public:
    bool mayBegin(ConnectionId) override { return true; }
    Decision decide(ConnectionId, const HttpHead& head) override {
        require(++decided == 1 && head.target.find('\n') == std::string::npos);
        if (head.wants == HttpHead::Wants::WebSocket)
            return {std::nullopt, "site"};
        return {refusal(403), {}};
    }
    std::unique_ptr<Visit> visit(ConnectionId, Line& line) override {
        require(decided == 1 && ++visits == 1);
        return std::make_unique<Visitor>(*this, line);
    }
    void notTrusted(ConnectionId) override { std::abort(); }
    void ended(ConnectionId) override { require(++ends == 1); }

    class Visitor : public Visit {
      public:
        Visitor(Host& host, Line& line) : host_(host), line_(line) {}
        void opened() override { line_.sendText("greeting"); }
        void message(std::shared_ptr<const Message> message) override {
            take({std::string(message->text()), ReadMessage::Size::Fits});
        }
        void messageTooLarge(std::string_view beginning) override {
            take({std::string(beginning), ReadMessage::Size::TooLarge});
        }
        void closed() override { require(++host_.closes == 1); }

      private:
        void take(ReadMessage message) {
            require(host_.closes == 0);
            host_.messages.push_back(std::move(message));
            line_.sendText("answer");
        }

        Host& host_;
        Line& line_;
    };

    int decided = 0;
    int visits = 0;
    int closes = 0;
    int ends = 0;
    std::vector<ReadMessage> messages;
};

/// The page at the other end of a pair of sockets, and the loop that both run in.
class Page {
  public:
    explicit Page(Host& host)
        : budget_(std::make_shared<MessageBudget>(world().limits.budget, world().limits.inMemory,
                                                  world().limits.reserve)) {
        int ends[2];
        require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
        own_ = ends[0];
        auto parts = std::make_unique<AcceptedSocket::Parts>(
            AcceptedSocket::Parts{boost::asio::ip::tcp::socket(world().loop.parts().context)});
        parts->socket.assign(boost::asio::ip::tcp::v4(), ends[1]);
        Connection::make({world().loop, world().tls.value(), host, world().limits, budget_, world().folder},
                         1, AcceptedSocket(std::move(parts)))
            ->begin();
        ssl_ = SSL_new(world().client);
        SSL_set_fd(ssl_, own_);
        SSL_set_connect_state(ssl_);
        for (int tries = 0; SSL_do_handshake(ssl_) != 1; ++tries) {
            require(tries < 100);
            run();
        }
    }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;
    ~Page() { leave(); }

    void send(std::string_view bytes, std::size_t atOnce) {
        while (!bytes.empty()) {
            std::size_t sent = 0;
            if (SSL_write_ex(ssl_, bytes.data(), std::min(atOnce, bytes.size()), &sent) == 1)
                bytes.remove_prefix(sent);
            else if (SSL_get_error(ssl_, 0) != SSL_ERROR_WANT_WRITE)
                return; // the server has closed
            settle();
        }
    }
    /// Until nothing moves any more.
    void settle() {
        while (run() + read() > 0) {
        }
    }
    void leave() {
        if (own_ < 0)
            return;
        SSL_free(ssl_);
        ::close(std::exchange(own_, -1));
        while (run() > 0) {
        }
    }
    std::size_t budgetLeft() const { return budget_->left(); }

  private:
    static std::size_t run() { return world().loop.parts().context.poll(); }
    std::size_t read() {
        std::array<char, 4096> taken{};
        std::size_t count = 0;
        return SSL_read_ex(ssl_, taken.data(), taken.size(), &count) == 1 ? count : 0;
    }

    const std::shared_ptr<MessageBudget> budget_;
    int own_ = -1;
    SSL* ssl_ = nullptr;
};

/// The messages that came are those that stand in the bytes, read in another way.
void requireSame(const std::vector<ReadMessage>& came, std::vector<ReadMessage> expected) {
    require(came.size() == expected.size());
    for (std::size_t index = 0; index < came.size(); ++index) {
        require(came[index].size == expected[index].size);
        if (came[index].size == ReadMessage::Size::Fits)
            require(came[index].text == expected[index].text);
        else // its beginning, as much as is kept of it
            require(!came[index].text.empty() && expected[index].text.starts_with(came[index].text));
    }
}

} // namespace

/// A connection behind its handshake: a byte that says whether the input begins with its own head (odd), one
/// that says how much of it comes at once, then what a page sends. What is read must be what stands there;
/// each connection ends once, and nothing of it is left.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return 0;
    const bool ownHead = (data[0] & 1) != 0;
    const std::string_view bytes = asText({data + 2, size - 2});
    // Never so little that a long input comes in very many pieces.
    const std::size_t atOnce = std::max<std::size_t>(data[1], bytes.size() / kMostPieces) + 1;
    Host host;
    Page page(host);
    if (!ownHead)
        page.send(kUpgrade, kUpgrade.size());
    page.send(bytes, atOnce);
    page.settle();
    if (!ownHead)
        requireSame(host.messages, readFrames(bytes, world().limits.maxMessage));
    page.leave();
    require(host.ends == 1 && host.closes == host.visits);
    require(page.budgetLeft() == world().limits.budget);
    return 0;
}
