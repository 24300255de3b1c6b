#include "app/handover/loopback_link.h"

#include <winsock2.h>
// before what includes Windows' own header

#include "app/handover/visit.h"
#include "app/service/server/peer_lookup.h"
#include "core/base/encoding.h"
#include "core/base/random.h"
#include "core/base/windows_handle.h"

#include <algorithm>
#include <array>
#include <atomic>
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

/// Windows' sockets, for as long as they are needed; every user counts.
class Sockets {
  public:
    Sockets() {
        WSADATA data{};
        started_ = ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
    }
    ~Sockets() {
        if (started_)
            ::WSACleanup();
    }
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;

  private:
    bool started_ = false;
};

class OwnSocket {
  public:
    explicit OwnSocket(SOCKET number = INVALID_SOCKET) : number_(number) {}
    OwnSocket(OwnSocket&& other) noexcept : number_(std::exchange(other.number_, INVALID_SOCKET)) {}
    OwnSocket& operator=(OwnSocket&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~OwnSocket() { close(); }
    void close() {
        if (open())
            ::closesocket(std::exchange(number_, INVALID_SOCKET));
    }
    SOCKET get() const { return number_; }
    bool open() const { return number_ != INVALID_SOCKET; }

  private:
    SOCKET number_;
};

struct Visitor {
    OwnSocket socket;
    Steady::time_point until;
    std::string head = {};
};

/// What the link's thread works with.
struct ServerParts {
    OwnSocket listener;
    Handle news; ///< set when any of the sockets has something to say
    HANDLE stop = nullptr;
    LinkPlace place;
    SecretBytes address;
    Steady::time_point until;
    std::unique_ptr<service::PeerLookup> peers;
};

service::SocketAddress loopback(std::uint16_t port) {
    return {service::SocketAddress::Family::V4, {127, 0, 0, 1}, port};
}

WSABUF pieceOf(ByteView bytes) {
    return {static_cast<ULONG>(bytes.size()), const_cast<char*>(reinterpret_cast<const char*>(bytes.data()))};
}

class LinkServer {
  public:
    explicit LinkServer(ServerParts parts) : parts_(std::move(parts)) {}

    /// Until somebody was led on, the time is over or the link goes.
    LinkState serve() {
        const std::array<HANDLE, 2> waited{parts_.stop, parts_.news.get()};
        while (Steady::now() < parts_.until) {
            const DWORD woken =
                ::WaitForMultipleObjects(static_cast<DWORD>(waited.size()), waited.data(), FALSE, patience());
            if (woken != WAIT_TIMEOUT && woken != WAIT_OBJECT_0 + 1)
                return LinkState::Over;
            dropLate();
            // Before the sockets are looked at: what they say afterwards sets it again.
            ::ResetEvent(parts_.news.get());
            for (Visitor& visitor : visitors_)
                if (hear(visitor) == LinkState::Given)
                    return LinkState::Given;
            std::erase_if(visitors_, [](const Visitor& visitor) { return !visitor.socket.open(); });
            while (receive()) {
            }
        }
        return LinkState::Over;
    }

  private:
    void dropLate() {
        const auto now = Steady::now();
        std::erase_if(visitors_, [now](const Visitor& visitor) { return visitor.until <= now; });
    }

    DWORD patience() const {
        Steady::time_point next = parts_.until;
        for (const Visitor& visitor : visitors_)
            next = std::min(next, visitor.until);
        const auto left = std::chrono::ceil<milliseconds>(next - Steady::now());
        return static_cast<DWORD>(std::max(left, milliseconds::zero()).count());
    }

    /// Whoever is not this user's is let go before a byte of theirs is read. False when nobody waits.
    bool receive() {
        sockaddr_in from{};
        int size = sizeof(from);
        OwnSocket socket(::accept(parts_.listener.get(), reinterpret_cast<sockaddr*>(&from), &size));
        if (!socket.open())
            return false;
        const service::SocketPair ends{loopback(::ntohs(from.sin_port)), loopback(parts_.place.port)};
        // This makes it one that does not block, too.
        if (parts_.peers->find(ends).owner != service::Peer::Owner::ThisUser ||
            ::WSAEventSelect(socket.get(), parts_.news.get(), FD_READ | FD_CLOSE) != 0)
            return true;
        if (visitors_.size() >= kMaxVisitors)
            visitors_.erase(visitors_.begin());
        visitors_.push_back({std::move(socket), Steady::now() + kVisitorPatience});
        return true;
    }

    LinkState hear(Visitor& visitor) {
        std::array<char, kReadAtOnce> piece{};
        const int got = ::recv(visitor.socket.get(), piece.data(), static_cast<int>(piece.size()), 0);
        if (got == SOCKET_ERROR && ::WSAGetLastError() == WSAEWOULDBLOCK)
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
        ::shutdown(visitor.socket.get(), SD_SEND);
        visitor.socket.close();
        return state;
    }

    /// A few KiB into a fresh connection: they fit into its buffer at once, or the visitor has gone.
    LinkState answer(const Visitor& visitor, unsigned status) {
        const std::string front = answerFront(status);
        const std::string back = status == kLeadsOn ? answerBack() : std::string();
        const ByteView address = status == kLeadsOn ? parts_.address.view() : ByteView();
        std::array<WSABUF, 3> pieces{pieceOf(viewOf(front)), pieceOf(address), pieceOf(viewOf(back))};
        DWORD sent = 0;
        const bool gone = ::WSASend(visitor.socket.get(), pieces.data(), static_cast<DWORD>(pieces.size()),
                                    &sent, 0, nullptr, nullptr) != 0;
        return status == kLeadsOn && !gone && sent > 0 ? LinkState::Given : LinkState::Waiting;
    }

    ServerParts parts_;
    std::vector<Visitor> visitors_; ///< the oldest first
};

class LoopbackLink : public BrowserLink {
  public:
    LoopbackLink(std::unique_ptr<Sockets> sockets, ServerParts parts, Handle stop)
        : sockets_(std::move(sockets)),
          text_("http://127.0.0.1:" + std::to_string(parts.place.port) + parts.place.path),
          stop_(std::move(stop)), thread_([this, given = std::move(parts)]() mutable {
              // What the server holds is wiped before anybody hears how it ended.
              const LinkState end = LinkServer(std::move(given)).serve();
              state_ = end;
          }) {}
    ~LoopbackLink() override {
        ::SetEvent(stop_.get());
        thread_.join();
    }
    LoopbackLink(const LoopbackLink&) = delete;
    LoopbackLink& operator=(const LoopbackLink&) = delete;

    const std::string& text() const override { return text_; }
    LinkState state() const override { return state_; }

  private:
    std::unique_ptr<Sockets> sockets_;
    std::string text_;
    std::atomic<LinkState> state_{LinkState::Waiting};
    Handle stop_;        ///< setting it wakes the thread
    std::thread thread_; // last: it uses the others
};

Failure cannotListen() {
    return fail(FailureCode::NetworkUnavailable, "127.0.0.1",
                describeError(static_cast<DWORD>(::WSAGetLastError())));
}

Handle newEvent() {
    return Handle(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
}

/// At any free port, which nobody else can share.
Result<OwnSocket> listenHere(HANDLE news, std::uint16_t& port) {
    OwnSocket listener(::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    int size = sizeof(here);
    const BOOL alone = TRUE;
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    if (!listener.open() ||
        ::setsockopt(listener.get(), SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&alone),
                     sizeof(alone)) != 0 ||
        ::bind(listener.get(), address, size) != 0 || ::listen(listener.get(), SOMAXCONN) != 0 ||
        ::getsockname(listener.get(), address, &size) != 0 ||
        ::WSAEventSelect(listener.get(), news, FD_ACCEPT) != 0)
        return cannotListen();
    port = ::ntohs(here.sin_port);
    return Result<OwnSocket>(std::move(listener));
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
    auto sockets = std::make_unique<Sockets>();
    Handle stop = newEvent();
    ServerParts parts;
    parts.news = newEvent();
    parts.stop = stop.get();
    if (!stop.valid() || !parts.news.valid())
        return cannotListen();
    TANBA_TRY(parts.listener, listenHere(parts.news.get(), parts.place.port));
    parts.place.path = "/" + toHex(name);
    parts.address = std::move(address);
    parts.until = Steady::now() + std::min<milliseconds>(time, kLongestKept);
    parts.peers = std::move(peers);
    return std::unique_ptr<BrowserLink>(
        std::make_unique<LoopbackLink>(std::move(sockets), std::move(parts), std::move(stop)));
}

Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, milliseconds time) {
    return loopbackLink(std::move(address), time, service::systemPeerLookup());
}

} // namespace tanba::handover
