#include "app/service/server/event_loop_parts.h"
#include "app/service/server/port_claim.h"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

namespace tanba::service {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;

/// How long nothing is accepted when the system has no descriptor left.
constexpr std::chrono::milliseconds kNoRoomPause{100};

tcp::endpoint endpointOf(const SocketAddress& address) {
    if (address.family == SocketAddress::Family::V6) {
        asio::ip::address_v6::bytes_type octets{};
        std::copy_n(address.octets.begin(), octets.size(), octets.begin());
        return {asio::ip::address_v6(octets), address.port};
    }
    asio::ip::address_v4::bytes_type octets{};
    std::copy_n(address.octets.begin(), octets.size(), octets.begin());
    return {asio::ip::address_v4(octets), address.port};
}

SocketAddress addressOf(const tcp::endpoint& endpoint) {
    SocketAddress address;
    address.port = endpoint.port();
    if (endpoint.address().is_v6()) {
        address.family = SocketAddress::Family::V6;
        std::ranges::copy(endpoint.address().to_v6().to_bytes(), address.octets.begin());
    } else {
        std::ranges::copy(endpoint.address().to_v4().to_bytes(), address.octets.begin());
    }
    return address;
}

/// What a listener consists of. Its handlers hold it: one whose connection was accepted before close() runs
/// after it, maybe after the listener.
class Acceptance : public std::enable_shared_from_this<Acceptance> {
  public:
    explicit Acceptance(asio::io_context& context) : acceptor_(context), pause_(context) {}

    Outcome open(const SocketAddress& address) {
        const tcp::endpoint endpoint = endpointOf(address);
        Error error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error)
            error.assign(claimPort(static_cast<std::uintptr_t>(acceptor_.native_handle())),
                         boost::system::system_category());
        if (!error && endpoint.address().is_v6())
            acceptor_.set_option(asio::ip::v6_only(true), error);
        if (!error)
            acceptor_.bind(endpoint, error);
        if (!error)
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (!error)
            return Done{};
        const bool absent = error == asio::error::address_family_not_supported ||
                            error == boost::system::errc::address_not_available;
        return fail(absent ? FailureCode::NetworkUnavailable : FailureCode::ServicePortTaken,
                    endpoint.address().to_string() + ":" + std::to_string(endpoint.port()), error.message());
    }

    std::uint16_t port() const {
        Error ignored;
        return acceptor_.local_endpoint(ignored).port();
    }

    void accept(Listener::OnAccepted onAccepted) {
        onAccepted_ = std::move(onAccepted);
        acceptNext();
    }

    void close() {
        // The listener's own end is on another thread, as a rule after the good one.
        if (closed_.exchange(true))
            return;
        Error ignored;
        acceptor_.close(ignored);
        pause_.cancel();
    }

  private:
    void acceptNext() {
        acceptor_.async_accept([self = shared_from_this()](const Error& error, tcp::socket socket) {
            if (self->closed_)
                return;
            if (error) {
                self->pause();
                return;
            }
            self->accepted(std::move(socket));
            self->acceptNext();
        });
    }

    void accepted(tcp::socket socket) {
        Error gone;
        const tcp::endpoint peer = socket.remote_endpoint(gone);
        const tcp::endpoint own = gone ? tcp::endpoint() : socket.local_endpoint(gone);
        if (gone)
            return;
        // Handshakes and short answers must not wait for the other side's delayed acknowledgements.
        Error ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const SocketPair ends{addressOf(peer), addressOf(own)};
        try {
            onAccepted_(AcceptedSocket(std::make_unique<AcceptedSocket::Parts>(
                            AcceptedSocket::Parts{std::move(socket)})),
                        ends);
        } catch (const std::exception&) {
            // This connection cannot be served; the next one may.
        }
    }

    void pause() {
        pause_.expires_after(kNoRoomPause);
        pause_.async_wait([self = shared_from_this()](const Error&) {
            if (!self->closed_)
                self->acceptNext();
        });
    }

    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    Listener::OnAccepted onAccepted_;
    std::atomic<bool> closed_{false};
};

class TcpListener : public Listener {
  public:
    explicit TcpListener(std::shared_ptr<Acceptance> acceptance) : acceptance_(std::move(acceptance)) {}
    ~TcpListener() override { acceptance_->close(); }
    TcpListener(const TcpListener&) = delete;
    TcpListener& operator=(const TcpListener&) = delete;

    std::uint16_t port() const override { return acceptance_->port(); }
    void accept(OnAccepted onAccepted) override { acceptance_->accept(std::move(onAccepted)); }
    void close() override { acceptance_->close(); }

  private:
    const std::shared_ptr<Acceptance> acceptance_;
};

} // namespace

EventLoop::EventLoop() : parts_(std::make_unique<Parts>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::post(std::function<void()> task) {
    asio::post(parts_->context, std::move(task));
}

void EventLoop::after(std::chrono::milliseconds time, std::function<void()> task) {
    auto timer = std::make_shared<asio::steady_timer>(parts_->context, time);
    timer->async_wait([timer, task = std::move(task)](const Error& error) {
        if (!error)
            task();
    });
}

void EventLoop::run() {
    while (!parts_->context.stopped()) {
        try {
            parts_->context.run();
        } catch (const std::exception&) {
            // Whoever posts answers for its own failures; the others go on.
        }
    }
}

void EventLoop::stop() {
    parts_->context.stop();
}

AcceptedSocket::AcceptedSocket(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
AcceptedSocket::AcceptedSocket(AcceptedSocket&&) noexcept = default;
AcceptedSocket::~AcceptedSocket() = default;

Result<std::unique_ptr<Listener>> Listener::open(EventLoop& loop, const SocketAddress& address) {
    auto acceptance = std::make_shared<Acceptance>(loop.parts().context);
    TANBA_CHECK(acceptance->open(address));
    return std::unique_ptr<Listener>(std::make_unique<TcpListener>(std::move(acceptance)));
}

} // namespace tanba::service
