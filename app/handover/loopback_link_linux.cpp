#include "app/handover/loopback_link.h"
#include "app/handover/visit.h"
#include "app/service/server/peer_lookup.h"
#include "core/base/encoding.h"
#include "core/base/random.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace tanba::handover {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kNameBytes = 32;
/// A browser opens connections ahead that it may never use.
constexpr std::size_t kMaxVisitors = 16;
constexpr milliseconds kVisitorPatience{10'000};
constexpr std::size_t kReadAtOnce = 4096;
constexpr std::string_view kHeadEnd = "\r\n\r\n";

class OwnDescriptor {
  public:
    explicit OwnDescriptor(int number = -1) : number_(number) {}
    OwnDescriptor(OwnDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OwnDescriptor& operator=(OwnDescriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~OwnDescriptor() { close(); }
    void close() {
        if (number_ >= 0)
            ::close(std::exchange(number_, -1));
    }
    int get() const { return number_; }
    bool open() const { return number_ >= 0; }

  private:
    int number_;
};

struct Visitor {
    OwnDescriptor socket;
    Steady::time_point until;
    std::string head = {};
};

/// What the link's thread works with.
struct ServerParts {
    OwnDescriptor listener;
    OwnDescriptor stop; ///< readable when the link goes
    LinkPlace place;
    SecretBytes address;
    Steady::time_point until;
    std::unique_ptr<service::PeerLookup> peers;
};

service::SocketAddress loopback(std::uint16_t port) {
    return {service::SocketAddress::Family::V4, {127, 0, 0, 1}, port};
}

iovec pieceOf(ByteView bytes) {
    return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
}

class LinkServer {
  public:
    explicit LinkServer(ServerParts parts) : parts_(std::move(parts)) {}

    /// Until somebody was led on, the time is over or the link goes.
    LinkState serve() {
        while (Steady::now() < parts_.until) {
            dropLate();
            std::vector<pollfd> waited{{parts_.stop.get(), POLLIN, 0}, {parts_.listener.get(), POLLIN, 0}};
            for (const Visitor& visitor : visitors_)
                waited.push_back({visitor.socket.get(), POLLIN, 0});
            if (::poll(waited.data(), waited.size(), patience()) < 0) {
                if (errno == EINTR)
                    continue;
                return LinkState::Over;
            }
            if (waited[0].revents != 0)
                return LinkState::Over;
            for (std::size_t index = 0; index < visitors_.size(); ++index)
                if (waited[index + 2].revents != 0 && hear(visitors_[index]) == LinkState::Given)
                    return LinkState::Given;
            std::erase_if(visitors_, [](const Visitor& visitor) { return !visitor.socket.open(); });
            if (waited[1].revents != 0)
                receive();
        }
        return LinkState::Over;
    }

  private:
    void dropLate() {
        const auto now = Steady::now();
        std::erase_if(visitors_, [now](const Visitor& visitor) { return visitor.until <= now; });
    }

    int patience() const {
        Steady::time_point next = parts_.until;
        for (const Visitor& visitor : visitors_)
            next = std::min(next, visitor.until);
        const auto left = std::chrono::ceil<milliseconds>(next - Steady::now());
        return static_cast<int>(std::max(left, milliseconds::zero()).count());
    }

    /// Whoever is not this user's is let go before a byte of theirs is read.
    void receive() {
        sockaddr_in from{};
        socklen_t size = sizeof(from);
        OwnDescriptor socket(::accept4(parts_.listener.get(), reinterpret_cast<sockaddr*>(&from), &size,
                                       SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket.open())
            return;
        const service::SocketPair ends{loopback(ntohs(from.sin_port)), loopback(parts_.place.port)};
        if (parts_.peers->find(ends).owner != service::Peer::Owner::ThisUser)
            return;
        if (visitors_.size() >= kMaxVisitors)
            visitors_.erase(visitors_.begin());
        visitors_.push_back({std::move(socket), Steady::now() + kVisitorPatience});
    }

    LinkState hear(Visitor& visitor) {
        std::array<char, kReadAtOnce> piece{};
        const ssize_t got = ::recv(visitor.socket.get(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return LinkState::Waiting;
        if (got <= 0) {
            visitor.socket.close();
            return LinkState::Waiting;
        }
        visitor.head.append(piece.data(), static_cast<std::size_t>(got));
        const std::size_t end = visitor.head.find(kHeadEnd);
        if (end == std::string::npos && visitor.head.size() <= kMaxVisitHead)
            return LinkState::Waiting;
        // What has no end in time is judged as it is: unreadable.
        const unsigned status = judgeVisit(
            std::string_view(visitor.head).substr(0, end == std::string::npos ? 0 : end + kHeadEnd.size()),
            parts_.place);
        const LinkState state = answer(visitor, status);
        ::shutdown(visitor.socket.get(), SHUT_WR);
        visitor.socket.close();
        return state;
    }

    /// A few KiB into a fresh connection: they fit into its buffer at once, or the visitor has gone.
    LinkState answer(const Visitor& visitor, unsigned status) {
        const std::string front = answerFront(status);
        const std::string back = status == kLeadsOn ? answerBack() : std::string();
        const ByteView address = status == kLeadsOn ? parts_.address.view() : ByteView();
        std::array<iovec, 3> pieces{pieceOf(viewOf(front)), pieceOf(address), pieceOf(viewOf(back))};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        const ssize_t sent = ::sendmsg(visitor.socket.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        return status == kLeadsOn && sent > 0 ? LinkState::Given : LinkState::Waiting;
    }

    ServerParts parts_;
    std::vector<Visitor> visitors_; ///< the oldest first
};

/// Signals are for the threads that expect them.
void holdSignalsBack() {
    sigset_t all{};
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

class LoopbackLink : public BrowserLink {
  public:
    LoopbackLink(ServerParts parts, OwnDescriptor stop)
        : text_("http://127.0.0.1:" + std::to_string(parts.place.port) + parts.place.path),
          stop_(std::move(stop)), thread_([this, given = std::move(parts)]() mutable {
              holdSignalsBack();
              // What the server holds is wiped before anybody hears how it ended.
              const LinkState end = LinkServer(std::move(given)).serve();
              state_ = end;
          }) {}
    ~LoopbackLink() override {
        stop_.close();
        thread_.join();
    }
    LoopbackLink(const LoopbackLink&) = delete;
    LoopbackLink& operator=(const LoopbackLink&) = delete;

    const std::string& text() const override { return text_; }
    LinkState state() const override { return state_; }

  private:
    std::string text_;
    std::atomic<LinkState> state_{LinkState::Waiting};
    OwnDescriptor stop_; ///< closing it wakes the thread
    std::thread thread_; // last: it uses the others
};

Failure cannotListen() {
    return fail(FailureCode::NetworkUnavailable, "127.0.0.1", std::strerror(errno));
}

/// At any free port.
Result<OwnDescriptor> listenHere(std::uint16_t& port) {
    OwnDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(here);
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    if (!listener.open() || ::bind(listener.get(), address, size) != 0 ||
        ::listen(listener.get(), SOMAXCONN) != 0 || ::getsockname(listener.get(), address, &size) != 0)
        return cannotListen();
    port = ntohs(here.sin_port);
    return Result<OwnDescriptor>(std::move(listener));
}

/// It goes into a field of HTTP as it is.
bool isVisible(ByteView address) {
    return !address.empty() &&
           std::ranges::all_of(address, [](std::uint8_t letter) { return letter > ' ' && letter < 0x7F; });
}

} // namespace

Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, milliseconds time,
                                                  std::unique_ptr<service::PeerLookup> peers) {
    if (!isVisible(address.view()))
        return fail(FailureCode::Internal, {}, "address");
    TANBA_TRY(const Bytes name, randomBytes(kNameBytes));
    ServerParts parts;
    TANBA_TRY(parts.listener, listenHere(parts.place.port));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return cannotListen();
    parts.stop = OwnDescriptor(ends[0]);
    OwnDescriptor stop(ends[1]);
    parts.place.path = "/" + toHex(name);
    parts.address = std::move(address);
    parts.until = Steady::now() + std::min<milliseconds>(time, kLongestKept);
    parts.peers = std::move(peers);
    return std::unique_ptr<BrowserLink>(std::make_unique<LoopbackLink>(std::move(parts), std::move(stop)));
}

Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, milliseconds time) {
    return loopbackLink(std::move(address), time, service::systemPeerLookup());
}

} // namespace tanba::handover
