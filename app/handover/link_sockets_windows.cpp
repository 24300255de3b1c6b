#include "core/base/windows_sockets.h"
// before what includes Windows' own header
#include "app/handover/link_sockets.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace tanba::handover {

namespace {

constexpr std::size_t kReadAtOnce = 4096;

WSABUF pieceOf(ByteView bytes) {
    return {static_cast<ULONG>(bytes.size()), const_cast<char*>(reinterpret_cast<const char*>(bytes.data()))};
}

class WindowsVisitor : public VisitorSocket {
  public:
    explicit WindowsVisitor(OwnSocket socket) : socket_(std::move(socket)) {}

    Heard read(std::string& text) override {
        std::array<char, kReadAtOnce> piece{};
        const int got = ::recv(socket_.get(), piece.data(), static_cast<int>(piece.size()), 0);
        if (got == SOCKET_ERROR && ::WSAGetLastError() == WSAEWOULDBLOCK)
            return Heard::Nothing;
        if (got <= 0)
            return Heard::End;
        text.append(piece.data(), static_cast<std::size_t>(got));
        return Heard::Something;
    }
    bool say(std::span<const ByteView> pieces) override {
        std::vector<WSABUF> buffers;
        for (const ByteView piece : pieces)
            buffers.push_back(pieceOf(piece));
        DWORD sent = 0;
        const bool gone = ::WSASend(socket_.get(), buffers.data(), static_cast<DWORD>(buffers.size()), &sent,
                                    0, nullptr, nullptr) != 0;
        ::shutdown(socket_.get(), SD_SEND);
        return !gone && sent > 0;
    }

  private:
    OwnSocket socket_;
};

Failure cannotListen() {
    return fail(FailureCode::NetworkUnavailable, "127.0.0.1",
                describeError(static_cast<DWORD>(::WSAGetLastError())));
}

Handle newEvent() {
    return Handle(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
}

class WindowsLinkSockets : public LinkSockets {
  public:
    Outcome open() {
        listener_ = OwnSocket(::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        int size = sizeof(here);
        const BOOL alone = TRUE;
        auto* const address = reinterpret_cast<sockaddr*>(&here);
        if (!news_.valid() || !woken_.valid() || !listener_.open() ||
            ::setsockopt(listener_.get(), SOL_SOCKET, SO_EXCLUSIVEADDRUSE,
                         reinterpret_cast<const char*>(&alone), sizeof(alone)) != 0 ||
            ::bind(listener_.get(), address, size) != 0 || ::listen(listener_.get(), SOMAXCONN) != 0 ||
            ::getsockname(listener_.get(), address, &size) != 0 ||
            ::WSAEventSelect(listener_.get(), news_.get(), FD_ACCEPT) != 0)
            return cannotListen();
        port_ = ::ntohs(here.sin_port);
        return Done{};
    }

    std::uint16_t port() const override { return port_; }
    void beginThread() override {}

    bool wait(std::chrono::milliseconds longest) override {
        const std::array<HANDLE, 2> waited{woken_.get(), news_.get()};
        const DWORD came = ::WaitForMultipleObjects(static_cast<DWORD>(waited.size()), waited.data(), FALSE,
                                                    static_cast<DWORD>(longest.count()));
        // Before the sockets are looked at: what they say afterwards sets it again.
        ::ResetEvent(news_.get());
        return came == WAIT_TIMEOUT || came == WAIT_OBJECT_0 + 1;
    }

    std::optional<Newcomer> accept() override {
        sockaddr_in from{};
        int size = sizeof(from);
        OwnSocket socket(::accept(listener_.get(), reinterpret_cast<sockaddr*>(&from), &size));
        // The second makes it one that does not block, too.
        if (!socket.open() || ::WSAEventSelect(socket.get(), news_.get(), FD_READ | FD_CLOSE) != 0)
            return std::nullopt;
        return Newcomer{std::make_unique<WindowsVisitor>(std::move(socket)), ::ntohs(from.sin_port)};
    }

    void close() override { listener_.close(); }
    void wake() override { ::SetEvent(woken_.get()); }

  private:
    const SocketUse use_; // first: everything below needs it
    OwnSocket listener_;
    Handle news_ = newEvent();  ///< set when any of the sockets has something to say
    Handle woken_ = newEvent(); ///< set once wake() was called
    std::uint16_t port_ = 0;
};

} // namespace

Result<std::unique_ptr<LinkSockets>> LinkSockets::listen() {
    auto sockets = std::make_unique<WindowsLinkSockets>();
    TANBA_CHECK(sockets->open());
    return std::unique_ptr<LinkSockets>(std::move(sockets));
}

} // namespace tanba::handover
