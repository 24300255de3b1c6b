// The only file here with Boost: it takes a minute to compile.
#include "tests/portal/server.h"

#include "app/service/server/event_loop_parts.h"
#include "app/service/server/tls_settings_parts.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace tanba::reference_portal {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::size_t kReadAtOnce = 16 * 1024;
constexpr std::size_t kMaxBuffered = 64 * 1024;
/// A body that is too large is read to its end up to this, so that its sender hears why.
constexpr std::uint64_t kMaxThrownAway = std::uint64_t{4} * 1024 * 1024;
constexpr std::uint64_t kHugeBody = std::uint64_t{1} << 30;
constexpr std::size_t kHugePiece = 64 * 1024;

/// What all connections share. They hold it: one may end after the server.
struct Common {
    explicit Common(const ServerPlan& given) : plan(given), shownTls(given.tls) {}

    ServerPlan plan;
    std::shared_ptr<service::TlsSettings> shownTls;
    std::size_t connections = 0;
    bool open = true;
};

std::string textOf(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

class PortalConnection : public std::enable_shared_from_this<PortalConnection> {
  public:
    PortalConnection(std::shared_ptr<Common> common, tcp::socket socket)
        : common_(std::move(common)), tls_(common_->shownTls),
          stream_(std::move(socket), tls_->parts().context), timer_(common_->plan.loop.parts().context) {
        ++common_->connections;
        parser_.eager(true);
        parser_.header_limit(common_->plan.limits.head);
        parser_.body_limit(common_->plan.limits.body);
    }
    ~PortalConnection() { --common_->connections; }
    PortalConnection(const PortalConnection&) = delete;
    PortalConnection& operator=(const PortalConnection&) = delete;

  private:
    /// The next step: not taken after an error, and never with an exception out of it.
    template <typename Step>
    auto then(Step step) {
        return [self = shared_from_this(), step](const Error& error, auto... more) {
            if (error || !self->common_->open) {
                self->close();
                return;
            }
            try {
                (self.get()->*step)(more...);
            } catch (const std::exception&) {
                self->close();
            }
        };
    }

  public:
    void begin() {
        endAfter(common_->plan.limits.reading);
        stream_.async_handshake(asio::ssl::stream_base::server, then(&PortalConnection::handshaken));
    }

  private:
    void endAfter(std::chrono::milliseconds time) {
        timer_.expires_after(time);
        timer_.async_wait([weak = weak_from_this()](const Error& error) {
            if (const auto self = weak.lock(); self && !error)
                self->close();
        });
    }

    void close() {
        timer_.cancel();
        Error ignored;
        stream_.lowest_layer().close(ignored);
    }

    void handshaken() { read(); }

    void read() { stream_.async_read_some(buffer_.prepare(kReadAtOnce), then(&PortalConnection::got)); }

    void got(std::size_t count) {
        buffer_.commit(count);
        Error error;
        while (buffer_.size() > 0 && !parser_.is_done() && !error)
            buffer_.consume(parser_.put(buffer_.data(), error));
        if (error == http::error::need_more && buffer_.size() + kReadAtOnce <= kMaxBuffered)
            error = {};
        tooLarge_ = error == http::error::body_limit;
        if (tooLarge_)
            send(common_->plan.portal.refusal(ProblemKind::BodyTooLarge));
        else if (error)
            send(common_->plan.portal.refusal(ProblemKind::RequestMalformed));
        else if (parser_.is_done())
            ask();
        else
            read();
    }

    void ask() {
        auto request = parser_.release();
        RequestHead head{textOf(request.method_string()),
                         textOf(request.target()),
                         {},
                         textOf(request[http::field::content_type]),
                         textOf(request[http::field::accept_language])};
        const auto [first, last] = request.equal_range(http::field::host);
        for (auto field = first; field != last; ++field)
            head.hosts.push_back(textOf(field->value()));
        // The portal may hold its answer back for as long as a poll may wait.
        timer_.cancel();
        common_->plan.portal.answer(
            head, std::move(request.body()),
            [self = shared_from_this()](SentAnswer answer) { self->delayed(std::move(answer)); });
    }

    void delayed(SentAnswer answer) {
        if (common_->plan.networkDelay.count() == 0) {
            send(std::move(answer));
            return;
        }
        timer_.expires_after(common_->plan.networkDelay);
        timer_.async_wait([self = shared_from_this(), answer = std::move(answer)](const Error& error) {
            if (!error && self->common_->open)
                self->send(answer);
        });
    }

    void send(SentAnswer answer) {
        if (answer.afterwards == SentAnswer::Afterwards::ChangeCertificate)
            common_->shownTls = common_->plan.otherTls;
        switch (answer.manner) {
        case Manner::Drop:
            close();
            return;
        case Manner::Silence:
            waitForGone();
            return;
        case Manner::Huge:
            answer.reply.body.clear();
            sendHuge(answer.reply);
            return;
        case Manner::Cut:
            text_ = replyText(answer.reply, service::ReplyBody::Send);
            text_.resize(text_.size() - answer.reply.body.size() / 2 - 1);
            break;
        case Manner::Plainly:
            text_ = replyText(answer.reply, service::ReplyBody::Send);
            break;
        }
        endAfter(common_->plan.limits.writing);
        auto next = answer.manner == Manner::Cut ? &PortalConnection::cut : &PortalConnection::sent;
        asio::async_write(stream_, asio::buffer(text_), then(next));
    }

    void sent(std::size_t) {
        if (tooLarge_) {
            drain();
            return;
        }
        endAfter(common_->plan.limits.leaving);
        stream_.async_shutdown(then(&PortalConnection::left));
    }
    void left() { close(); }

    /// Until the other side has read the answer and closes, or has sent too much, or the time is over:
    /// closing over what was not read would take the answer back.
    void drain() {
        buffer_.clear();
        stream_.next_layer().async_read_some(buffer_.prepare(kReadAtOnce), then(&PortalConnection::drained));
    }
    void drained(std::size_t count) {
        thrownAway_ += count;
        if (thrownAway_ > kMaxThrownAway)
            close();
        else
            drain();
    }

    void cut(std::size_t) { close(); }

    void waitForGone() {
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(kReadAtOnce), then(&PortalConnection::stillThere));
    }
    void stillThere(std::size_t) { waitForGone(); }

    void sendHuge(const HttpReply& reply) {
        text_ = replyText(reply, service::ReplyBody::Withhold);
        const std::string_view none = "Content-Length: 0";
        text_.replace(text_.find(none), none.size(), "Content-Length: " + std::to_string(kHugeBody));
        left_ = kHugeBody;
        asio::async_write(stream_, asio::buffer(text_), then(&PortalConnection::sendPiece));
    }

    void sendPiece(std::size_t) {
        if (left_ == 0) {
            close();
            return;
        }
        text_.assign(kHugePiece, ' ');
        left_ -= kHugePiece;
        asio::async_write(stream_, asio::buffer(text_), then(&PortalConnection::sendPiece));
    }

    const std::shared_ptr<Common> common_;
    const std::shared_ptr<service::TlsSettings> tls_;
    asio::ssl::stream<tcp::socket> stream_;
    asio::steady_timer timer_;
    boost::beast::flat_buffer buffer_{kMaxBuffered};
    http::request_parser<http::string_body> parser_;
    std::string text_;
    std::uint64_t left_ = 0;
    bool tooLarge_ = false; ///< the request's body
    std::uint64_t thrownAway_ = 0;
};

class TlsServer : public Server {
  public:
    explicit TlsServer(const ServerPlan& plan) : common_(std::make_shared<Common>(plan)) {}
    ~TlsServer() override { common_->open = false; }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    Outcome listen() {
        service::SocketAddress address;
        address.octets = {127, 0, 0, 1};
        address.port = common_->plan.port;
        TANBA_TRY(auto first, service::Listener::open(common_->plan.loop, address));
        address = {service::SocketAddress::Family::V6, {}, first->port()};
        address.octets.back() = 1;
        listeners_.push_back(std::move(first));
        // Not everywhere: a name then leads to the other address.
        if (auto second = service::Listener::open(common_->plan.loop, address); second.ok())
            listeners_.push_back(std::move(second).value());
        for (const auto& listener : listeners_)
            listener->accept([common = common_](service::AcceptedSocket socket, const service::SocketPair&) {
                if (common->open && common->connections < common->plan.limits.connections)
                    std::make_shared<PortalConnection>(common, std::move(socket.parts().socket))->begin();
            });
        return Done{};
    }

    std::uint16_t port() const override { return listeners_.front()->port(); }

  private:
    std::shared_ptr<Common> common_;
    std::vector<std::unique_ptr<service::Listener>> listeners_;
};

} // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerPlan& plan) {
    auto server = std::make_unique<TlsServer>(plan);
    TANBA_CHECK(server->listen());
    plan.portal.listensAt(server->port());
    return std::unique_ptr<Server>(std::move(server));
}

} // namespace tanba::reference_portal
