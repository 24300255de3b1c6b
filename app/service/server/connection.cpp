#include "app/service/server/connection.h"

#include "app/service/server/event_loop_parts.h"
#include "app/service/server/message_intake.h"
#include "app/service/server/tls_settings_parts.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

namespace tanba::service {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Error = boost::system::error_code;
using HeadParser = http::request_parser<http::empty_body>;

constexpr std::uint32_t kMaxHead = 16 * 1024;
constexpr std::size_t kReadAtOnce = 4 * 1024;
constexpr std::size_t kMessagePiece = 64 * 1024;
constexpr unsigned kBadRequest = 400;
/// RFC 7231 7.4.2; it tells what listens here, and nothing of its version.
constexpr std::string_view kServerName = "local";

/// What browsers say when they do not know our authority: Chromium 46, Firefox 48 or 42 (RFC 8446 6.2).
bool saysNotTrusted(const Error& error) {
    if (error.category() != asio::error::get_ssl_category())
        return false;
    const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
    return reason == SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN || reason == SSL_R_TLSV1_ALERT_UNKNOWN_CA ||
           reason == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE;
}

HttpHead::Method methodOf(http::verb verb) {
    switch (verb) {
    case http::verb::get:
        return HttpHead::Method::Get;
    case http::verb::head:
        return HttpHead::Method::Head;
    case http::verb::options:
        return HttpHead::Method::Options;
    default:
        return HttpHead::Method::Other;
    }
}

std::vector<std::string> valuesOf(const HeadParser::value_type& request, http::field name) {
    std::vector<std::string> values;
    const auto [first, last] = request.equal_range(name);
    for (auto field = first; field != last; ++field)
        values.emplace_back(field->value());
    return values;
}

HttpHead headOf(const HeadParser::value_type& request) {
    HttpHead head;
    head.method = methodOf(request.method());
    head.target = std::string(request.target());
    head.hosts = valuesOf(request, http::field::host);
    head.origins = valuesOf(request, http::field::origin);
    head.wants = websocket::is_upgrade(request) ? HttpHead::Wants::WebSocket : HttpHead::Wants::Answer;
    return head;
}

class WebConnection : public Connection, public Line, public std::enable_shared_from_this<WebConnection> {
  public:
    WebConnection(const ConnectionPlan& plan, ConnectionId id, AcceptedSocket socket)
        : id_(id), tls_(plan.tls), host_(plan.host), limits_(plan.limits), budget_(plan.budget),
          spoolFolder_(plan.spoolFolder), socket_(std::move(socket.parts().socket), tls_->parts().context),
          timer_(plan.loop.parts().context) {}

  private:
    enum class Stage { Head, Messages, Leaving, Over };

    /// What is read before the connection is a WebSocket.
    struct Head {
        HeadParser parser;
        boost::beast::flat_buffer buffer{2 * kMaxHead};
    };

    /// The next step: not taken when the connection is over, and never with an exception out of it.
    template <typename Step>
    auto then(Step step) {
        return [self = shared_from_this(), step](const Error& error, auto... more) {
            if (self->stage_ == Stage::Over)
                return;
            try {
                (self.get()->*step)(error, more...);
            } catch (const std::exception&) {
                self->cut();
            }
        };
    }

  public:
    void begin() override {
        wakeAfter(limits_.untilUpgraded);
        Error ignored;
        boost::beast::get_lowest_layer(socket_).non_blocking(true, ignored);
        awaitFirstByte();
    }

    void farewell() override {
        endVisit();
        if (stage_ != Stage::Messages) {
            cut();
            return;
        }
        stage_ = Stage::Leaving;
        socket_.async_close(websocket::close_code::going_away, then(&WebConnection::left));
    }

    void cut() override {
        if (stage_ == Stage::Over)
            return;
        const auto self = shared_from_this();
        stage_ = Stage::Over;
        timer_.cancel();
        Error ignored;
        boost::beast::get_lowest_layer(socket_).close(ignored);
        endVisit();
        host_.ended(id_);
    }

    void sendText(std::string text) override {
        outgoing_.push_back(std::move(text));
        if (outgoing_.size() == 1)
            writeNext();
    }

  private:
    void wakeAfter(std::chrono::milliseconds time) {
        timer_.expires_after(time);
        timer_.async_wait(then(&WebConnection::timePassed));
    }

    void timePassed(const Error& error) {
        // It may have been set anew while this was on its way.
        if (error || timer_.expiry() > std::chrono::steady_clock::now())
            return;
        // Or have been cancelled then: the message is whole.
        if (stage_ == Stage::Messages && !pacing_)
            return;
        if (stage_ == Stage::Messages && takenInTime_ >= limits_.paceBytes) {
            takenInTime_ = 0;
            wakeAfter(limits_.paceTime);
            return;
        }
        cut();
    }

    /// Who says nothing costs nothing.
    void awaitFirstByte() {
        boost::beast::get_lowest_layer(socket_).async_wait(tcp::socket::wait_read,
                                                           then(&WebConnection::somethingCame));
    }

    void somethingCame(const Error& error) {
        std::array<char, 1> first{};
        Error nothing = error;
        if (!error)
            boost::beast::get_lowest_layer(socket_).receive(asio::buffer(first), tcp::socket::message_peek,
                                                            nothing);
        // On a busy loop a new socket can be woken by what was meant for one that is gone.
        if (nothing == asio::error::would_block) {
            awaitFirstByte();
            return;
        }
        // Who has closed already costs no look-up.
        if (nothing || !host_.mayBegin(id_)) {
            cut();
            return;
        }
        socket_.next_layer().async_handshake(asio::ssl::stream_base::server,
                                             then(&WebConnection::handshaken));
    }

    void handshaken(const Error& error) {
        if (error) {
            endByError(error);
            return;
        }
        head_ = std::make_unique<Head>();
        head_->parser.header_limit(kMaxHead);
        readHead();
    }

    void endByError(const Error& error) {
        if (saysNotTrusted(error))
            host_.notTrusted(id_);
        cut();
    }

    void readHead() {
        socket_.next_layer().async_read_some(head_->buffer.prepare(kReadAtOnce),
                                             then(&WebConnection::gotHead));
    }

    void gotHead(const Error& error, std::size_t count) {
        if (error) {
            endByError(error);
            return;
        }
        head_->buffer.commit(count);
        Error wrong;
        head_->buffer.consume(head_->parser.put(head_->buffer.data(), wrong));
        if (wrong == http::error::need_more)
            wrong = {};
        if (wrong)
            reply(refusal(kBadRequest), ReplyBody::Send);
        else if (!head_->parser.is_header_done())
            readHead();
        else
            decide();
    }

    void decide() {
        const HttpHead head = headOf(head_->parser.get());
        Decision decision = host_.decide(id_, head);
        if (decision.reply) {
            reply(*decision.reply,
                  head.method == HttpHead::Method::Head ? ReplyBody::Withhold : ReplyBody::Send);
            return;
        }
        // Nobody may send messages before we agreed to take them.
        if (head_->buffer.size() > 0) {
            reply(refusal(kBadRequest), ReplyBody::Send);
            return;
        }
        site_ = std::move(decision.site);
        upgrade();
    }

    void reply(const HttpReply& answer, ReplyBody body) {
        reply_ = replyText(answer, body);
        asio::async_write(socket_.next_layer(), asio::buffer(reply_), then(&WebConnection::replied));
    }

    void replied(const Error& error, std::size_t) {
        if (error)
            cut();
        else
            socket_.next_layer().async_shutdown(then(&WebConnection::left));
    }

    void left(const Error&) { cut(); }

    void upgrade() {
        websocket::stream_base::timeout times{};
        times.handshake_timeout = limits_.untilUpgraded;
        times.idle_timeout = websocket::stream_base::none();
        times.keep_alive_pings = false;
        socket_.set_option(times);
        socket_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
            response.set(http::field::server,
                         boost::beast::string_view(kServerName.data(), kServerName.size()));
        }));
        // The limit is the intake's: beyond it a message is thrown away, not the connection.
        socket_.read_message_max(0);
        socket_.auto_fragment(false);
        socket_.text(true);
        socket_.async_accept(head_->parser.get(), then(&WebConnection::upgraded));
    }

    void upgraded(const Error& error) {
        if (error) {
            cut();
            return;
        }
        timer_.cancel();
        head_.reset();
        piece_.resize(kMessagePiece);
        stage_ = Stage::Messages;
        socket_.control_callback([this](websocket::frame_type kind, boost::beast::string_view) {
            if (kind == websocket::frame_type::close)
                pageLeaves();
        });
        visit_ = host_.visit(id_, *this);
        visit_->opened();
        readMessage();
    }

    /// The library answers and waits for the other side to close; the visit need not.
    void pageLeaves() {
        endVisit();
        if (std::exchange(stage_, Stage::Leaving) == Stage::Messages)
            wakeAfter(limits_.farewell);
    }

    void readMessage() {
        // Who does not take his answers gets no more questions read.
        readingWaits_ = !intake_ && outgoing_.size() >= limits_.maxOutgoing;
        if (!readingWaits_)
            socket_.async_read_some(asio::buffer(piece_), then(&WebConnection::gotPiece));
    }

    void gotPiece(const Error& error, std::size_t count) {
        if (error) {
            cut();
            return;
        }
        // The interface has text messages only; others are thrown away.
        if (socket_.got_text()) {
            if (!intake_)
                intake_.emplace(budget_->share(site_, id_), limits_, spoolFolder_);
            intake_->add({piece_.data(), count});
        }
        if (socket_.is_message_done())
            deliver();
        else
            watchPace(count);
        if (stage_ != Stage::Over)
            readMessage();
    }

    /// A message that has begun must go on.
    void watchPace(std::size_t count) {
        takenInTime_ += count;
        if (!std::exchange(pacing_, true))
            wakeAfter(limits_.paceTime);
    }

    void deliver() {
        if (std::exchange(pacing_, false))
            timer_.cancel();
        takenInTime_ = 0;
        if (!intake_)
            return;
        const TakenMessage taken = intake_->finish();
        intake_.reset();
        if (!visit_)
            return;
        if (taken.message)
            visit_->message(taken.message);
        else
            visit_->messageTooLarge(taken.beginning);
    }

    void writeNext() { socket_.async_write(asio::buffer(outgoing_.front()), then(&WebConnection::written)); }

    void written(const Error& error, std::size_t) {
        if (error) {
            cut();
            return;
        }
        outgoing_.pop_front();
        if (!outgoing_.empty())
            writeNext();
        if (readingWaits_)
            readMessage();
    }

    void endVisit() {
        if (const std::unique_ptr<Visit> visit = std::move(visit_))
            visit->closed();
    }

    const ConnectionId id_;
    const std::shared_ptr<TlsSettings> tls_;
    ConnectionHost& host_;
    const ServerLimits& limits_;
    const std::shared_ptr<MessageBudget> budget_;
    const std::filesystem::path& spoolFolder_;
    /// permessage-deflate is not offered: it would multiply what a message costs.
    websocket::stream<asio::ssl::stream<tcp::socket>, false> socket_;
    asio::steady_timer timer_;
    Stage stage_ = Stage::Head;
    std::unique_ptr<Head> head_;
    std::string reply_;
    std::string site_;
    std::unique_ptr<Visit> visit_;
    std::vector<char> piece_;
    std::optional<MessageIntake> intake_;
    std::size_t takenInTime_ = 0;
    bool pacing_ = false;
    std::deque<std::string> outgoing_;
    bool readingWaits_ = false;
};

} // namespace

std::shared_ptr<Connection> Connection::make(const ConnectionPlan& plan, ConnectionId id,
                                             AcceptedSocket socket) {
    return std::make_shared<WebConnection>(plan, id, std::move(socket));
}

} // namespace tanba::service
