#include "app/handover/link_sockets.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

namespace tanba::handover {

namespace {

constexpr std::size_t kReadAtOnce = 4096;
constexpr int kEventsAtOnce = 16;

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

iovec pieceOf(ByteView bytes) {
    return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
}

class LinuxVisitor : public VisitorSocket {
  public:
    explicit LinuxVisitor(OwnDescriptor socket) : socket_(std::move(socket)) {}

    Heard read(std::string& text) override {
        std::array<char, kReadAtOnce> piece{};
        const ssize_t got = ::recv(socket_.get(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return Heard::Nothing;
        if (got <= 0)
            return Heard::End;
        text.append(piece.data(), static_cast<std::size_t>(got));
        return Heard::Something;
    }
    bool say(std::span<const ByteView> pieces) override {
        std::vector<iovec> vectors;
        for (const ByteView piece : pieces)
            vectors.push_back(pieceOf(piece));
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = vectors.size();
        const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        ::shutdown(socket_.get(), SHUT_WR);
        return sent > 0;
    }

  private:
    OwnDescriptor socket_;
};

Failure cannotListen() {
    return fail(FailureCode::NetworkUnavailable, "127.0.0.1", std::strerror(errno));
}

class LinuxSockets : public LinkSockets {
  public:
    Outcome open() {
        listener_ = OwnDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        woken_ = OwnDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        events_ = OwnDescriptor(::epoll_create1(EPOLL_CLOEXEC));
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(here);
        auto* const address = reinterpret_cast<sockaddr*>(&here);
        if (!listener_.open() || !woken_.open() || !events_.open() ||
            ::bind(listener_.get(), address, size) != 0 || ::listen(listener_.get(), SOMAXCONN) != 0 ||
            ::getsockname(listener_.get(), address, &size) != 0 || !watch(listener_) || !watch(woken_))
            return cannotListen();
        port_ = ntohs(here.sin_port);
        return Done{};
    }

    std::uint16_t port() const override { return port_; }

    /// Signals are for the threads that expect them.
    void beginThread() override {
        sigset_t all{};
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    }

    bool wait(std::chrono::milliseconds longest) override {
        std::array<epoll_event, kEventsAtOnce> events{};
        int count = -1;
        do {
            count =
                ::epoll_wait(events_.get(), events.data(), kEventsAtOnce, static_cast<int>(longest.count()));
        } while (count < 0 && errno == EINTR);
        for (int index = 0; index < count; ++index)
            if (events.at(static_cast<std::size_t>(index)).data.fd == woken_.get())
                return false;
        return count >= 0;
    }

    std::optional<Newcomer> accept() override {
        sockaddr_in from{};
        socklen_t size = sizeof(from);
        OwnDescriptor socket(::accept4(listener_.get(), reinterpret_cast<sockaddr*>(&from), &size,
                                       SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket.open() || !watch(socket))
            return std::nullopt;
        return Newcomer{std::make_unique<LinuxVisitor>(std::move(socket)), ntohs(from.sin_port)};
    }

    void close() override { listener_.close(); }

    void wake() override {
        // It can fail only when it was called 2^64 times.
        static_cast<void>(::eventfd_write(woken_.get(), 1));
    }

  private:
    /// Until it is closed.
    bool watch(const OwnDescriptor& descriptor) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor.get();
        return ::epoll_ctl(events_.get(), EPOLL_CTL_ADD, descriptor.get(), &event) == 0;
    }

    OwnDescriptor listener_;
    OwnDescriptor woken_; ///< readable once wake() was called
    OwnDescriptor events_;
    std::uint16_t port_ = 0;
};

} // namespace

Result<std::unique_ptr<LinkSockets>> LinkSockets::listen() {
    auto sockets = std::make_unique<LinuxSockets>();
    TANBA_CHECK(sockets->open());
    return std::unique_ptr<LinkSockets>(std::move(sockets));
}

} // namespace tanba::handover
