// The only file that includes Boost: it takes a minute to compile.
#include "app/net/http_exchange.h"

#include "app/net/http_transport.h"
#include "app/net/system_roots.h"
#include "core/base/secret_bytes.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/vector_body.hpp>

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <string>

namespace tanba::net {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kMaxHeader = 16 * 1024;
// Header, chunk headings and trailers pass through it; it need not hold the body.
constexpr std::size_t kMaxBuffered = 64 * 1024;
/// Larger bodies are documents.
constexpr std::size_t kMostInOnePiece = 16 * 1024;
constexpr std::size_t kReadAtOnce = 16 * 1024;
// The authority's servers send programs without a name to a page of their own. It tells nothing about the
// machine or its user.
constexpr std::string_view kUserAgent = "Tanba";

/// The word of a method, and whether a body belongs to it (RFC 9110 9.3).
struct MethodWord {
    std::string_view word;
    enum class Body { Without, With } body;
};

MethodWord methodWord(HttpRequest::Method method) {
    switch (method) {
    case HttpRequest::Method::Get:
        return {"GET ", MethodWord::Body::Without};
    case HttpRequest::Method::Post:
        return {"POST ", MethodWord::Body::With};
    case HttpRequest::Method::Put:
        return {"PUT ", MethodWord::Body::With};
    case HttpRequest::Method::Delete:
        return {"DELETE ", MethodWord::Body::Without};
    }
    return {};
}

std::string requestText(const HttpAddress& address, const HttpRequest& request) {
    const MethodWord method = methodWord(request.method);
    std::string text = std::string(method.word) + address.target +
                       " HTTP/1.1\r\nHost: " + address.authority() +
                       "\r\nUser-Agent: " + std::string(kUserAgent) +
                       "\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n";
    for (const HttpField& field : request.fields)
        text += field.name + ": " + field.value + "\r\n";
    if (method.body == MethodWord::Body::With)
        text += "Content-Type: " + request.contentType +
                "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n";
}

/// A field that could end its line would let its author write fields of their own.
bool isPlainField(const HttpField& field) {
    const auto plain = [](unsigned char character) { return character >= 0x20 && character != 0x7F; };
    return !field.name.empty() && std::ranges::all_of(field.name, plain) &&
           field.name.find_first_of(": ") == std::string::npos && std::ranges::all_of(field.value, plain);
}

asio::ip::address asioAddress(const IpAddress& place) {
    if (place.size() == asio::ip::address_v4::bytes_type().size()) {
        asio::ip::address_v4::bytes_type octets{};
        std::ranges::copy(place, octets.begin());
        return asio::ip::address_v4(octets);
    }
    asio::ip::address_v6::bytes_type octets{};
    std::ranges::copy(place, octets.begin());
    return asio::ip::address_v6(octets);
}

/// Names only: RFC 6066 3 knows no server name that is an address.
bool isName(const std::string& host) {
    Error error;
    asio::ip::make_address(host, error);
    return static_cast<bool>(error);
}

Outcome loadRoots(asio::ssl::context& settings, const std::filesystem::path& roots) {
    Error error;
    settings.load_verify_file(roots.string(), error);
    return error ? fail(FailureCode::FileNotReadable, roots.string(), error.message()) : Outcome(Done{});
}

class Exchange {
  public:
    Exchange(const ExchangePlan& plan, const WorkControl& control)
        : plan_(plan), control_(control), socket_(context_) {}

    Result<HttpAnswer> run() {
        if (!std::ranges::all_of(plan_.request.fields, isPlainField))
            return failure(FailureCode::Usage, "header field");
        TANBA_CHECK(connect());
        return plan_.address.scheme == HttpAddress::Scheme::Https ? askSecurely() : ask(socket_);
    }

  private:
    /// How one operation on the connection ended.
    struct Ended {
        Error error;
        std::size_t count = 0;
        /// Set when it was we who ended it.
        std::optional<FailureCode> stopped;
    };

    Failure failure(FailureCode code, std::string detail) const {
        return fail(code, plan_.address.host, std::move(detail));
    }

    /// Starts an operation and waits until it is done. When the time is over or the user cancels, the
    /// connection is closed, which ends the operation: its handler looks at this frame.
    template <typename Start>
    Ended wait(Moment until, const Start& start) {
        Ended ended;
        bool done = false;
        start([&](const Error& error, auto... count) {
            done = true;
            ended.error = error;
            ((ended.count = count), ...);
        });
        context_.restart();
        while (!done) {
            const Moment now = Clock::now();
            if (!ended.stopped && control_.cancelled())
                stop(ended, FailureCode::Cancelled);
            else if (!ended.stopped && now >= until)
                stop(ended, FailureCode::NetworkTimeout);
            // A moment that has passed would run nothing, not even the handler of an operation that was
            // ended.
            context_.run_one_until(ended.stopped ? now + kTick : std::min(until, now + kTick));
        }
        return ended;
    }

    void stop(Ended& ended, FailureCode code) {
        ended.stopped = code;
        Error ignored;
        socket_.close(ignored);
    }

    /// The addresses share the time: one that never answers must not use it all.
    Outcome connect() {
        Outcome last = failure(FailureCode::NetworkUnavailable, "no address");
        std::size_t left = plan_.places.size();
        for (const IpAddress& place : plan_.places) {
            const Moment now = Clock::now();
            const Moment until = now + (plan_.connectUntil - now) / static_cast<int>(left--);
            last = connectTo(place, until);
            if (last.ok() || last.failure().code == FailureCode::Cancelled)
                return last;
        }
        return last;
    }

    Outcome connectTo(const IpAddress& place, Moment until) {
        Error error;
        socket_.close(error);
        const tcp::endpoint endpoint(asioAddress(place), plan_.address.port);
        socket_.open(endpoint.protocol(), error);
        if (error)
            return failure(FailureCode::NetworkUnavailable, error.message());
        const Ended ended =
            wait(until, [&](const auto& handler) { socket_.async_connect(endpoint, handler); });
        if (ended.stopped)
            return failure(*ended.stopped, "connecting");
        if (ended.error)
            return failure(FailureCode::NetworkUnavailable, ended.error.message());
        return Done{};
    }

    Result<HttpAnswer> askSecurely() {
        asio::ssl::context settings(asio::ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(settings.native_handle(), TLS1_2_VERSION);
        // What was deciphered does not stay in OpenSSL's buffer when it was read.
        SSL_CTX_set_options(settings.native_handle(), SSL_OP_CLEANSE_PLAINTEXT);
        if (!plan_.roots.empty())
            TANBA_CHECK(loadRoots(settings, plan_.roots));
        else if (const std::optional<std::string> roots = systemRootsAsPem())
            settings.add_certificate_authority(asio::buffer(*roots));
        else
            settings.set_default_verify_paths();
        asio::ssl::stream<tcp::socket&> stream(socket_, settings);
        stream.set_verify_mode(asio::ssl::verify_peer);
        stream.set_verify_callback(asio::ssl::host_name_verification(plan_.address.host));
        if (isName(plan_.address.host) && !nameServer(stream.native_handle()))
            return failure(FailureCode::NetworkUntrusted, "server name");
        const Ended ended = wait(plan_.until, [&](const auto& handler) {
            stream.async_handshake(asio::ssl::stream_base::client, handler);
        });
        if (ended.stopped)
            return failure(*ended.stopped, "TLS");
        if (ended.error)
            return failure(ended.error.category() == asio::error::get_ssl_category()
                               ? FailureCode::NetworkUntrusted
                               : FailureCode::NetworkUnavailable,
                           "TLS: " + ended.error.message());
        return ask(stream);
    }

    /// What SSL_set_tlsext_host_name does, which is a macro with a cast of the old style.
    bool nameServer(SSL* session) const {
        std::string host = plan_.address.host;
        return SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
    }

    template <typename Stream>
    Ended write(Stream& stream, const std::string& head) {
        const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(plan_.request.body)};
        return wait(plan_.until, [&](const auto& handler) { asio::async_write(stream, parts, handler); });
    }

    /// The TLS stream copies several pieces to the stack, where a code or a verifier would stay.
    template <typename Stream>
    Ended writeInOnePiece(Stream& stream, const std::string& head) {
        const ByteView body = plan_.request.body;
        SecretBytes message(head.size() + body.size());
        message.resize(message.capacity());
        std::ranges::copy(head, message.data());
        std::ranges::copy(body, message.data() + head.size());
        return wait(plan_.until, [&](const auto& handler) {
            asio::async_write(stream, asio::buffer(message.data(), message.size()), handler);
        });
    }

    template <typename Stream>
    Result<HttpAnswer> ask(Stream& stream) {
        const std::string head = requestText(plan_.address, plan_.request);
        const Ended sent = plan_.request.body.size() <= kMostInOnePiece ? writeInOnePiece(stream, head)
                                                                        : write(stream, head);
        if (sent.stopped)
            return failure(*sent.stopped, "asking");
        // A server that answers before it has read everything closes early: its answer may be there all the
        // same.
        return read(stream);
    }

    Moment silentUntil() const {
        return plan_.request.silence ? std::min(plan_.until, Clock::now() + *plan_.request.silence)
                                     : plan_.until;
    }

    template <typename Stream>
    Result<HttpAnswer> read(Stream& stream) {
        http::response_parser<http::vector_body<std::uint8_t>> parser;
        parser.header_limit(kMaxHeader);
        parser.body_limit(plan_.request.maxAnswer);
        parser.eager(true);
        boost::beast::flat_buffer buffer(kMaxBuffered);
        while (!parser.is_done()) {
            if (buffer.size() + kReadAtOnce > kMaxBuffered)
                return failure(FailureCode::NetworkAnswerWrong, "heading too long");
            const auto space = buffer.prepare(kReadAtOnce);
            const Ended got =
                wait(silentUntil(), [&](const auto& handler) { stream.async_read_some(space, handler); });
            if (got.stopped)
                return failure(*got.stopped, "reading the answer");
            buffer.commit(got.count);
            Error error;
            if (got.error == asio::error::eof && !parser.got_some())
                return failure(FailureCode::NetworkAnswerWrong, "no answer");
            if (got.error == asio::error::eof)
                parser.put_eof(error);
            else if (got.error)
                return failure(FailureCode::NetworkAnswerWrong, got.error.message());
            else
                parse(parser, buffer, error);
            if (error == http::error::body_limit)
                return failure(FailureCode::NetworkAnswerTooLarge, {});
            if (error)
                return failure(FailureCode::NetworkAnswerWrong, error.message());
        }
        return answerOf(parser.release());
    }

    template <typename Parser>
    static void parse(Parser& parser, boost::beast::flat_buffer& buffer, Error& error) {
        while (buffer.size() > 0 && !parser.is_done()) {
            buffer.consume(parser.put(buffer.data(), error));
            if (error == http::error::need_more) {
                error = {};
                return;
            }
            if (error)
                return;
        }
    }

    template <typename Response>
    Result<HttpAnswer> answerOf(Response response) const {
        constexpr unsigned kFirstFinal = 200;
        constexpr unsigned kFirstRedirect = 300;
        constexpr unsigned kFirstError = 400;
        const unsigned status = response.result_int();
        if (status < kFirstFinal || (status >= kFirstRedirect && status < kFirstError))
            return failure(FailureCode::NetworkAnswerWrong, "status " + std::to_string(status));
        HttpAnswer answer{static_cast<int>(status), std::string(response[http::field::content_type]),
                          std::move(response.body())};
        for (const auto& field : response)
            answer.fields.push_back({std::string(field.name_string()), std::string(field.value())});
        return answer;
    }

    const ExchangePlan& plan_;
    const WorkControl& control_;
    asio::io_context context_;
    tcp::socket socket_;
};

} // namespace

Result<HttpAnswer> exchange(const ExchangePlan& plan, const WorkControl& control) {
    try {
        return Exchange(plan, control).run();
    } catch (const std::bad_alloc&) {
        return fail(FailureCode::OutOfMemory, plan.address.host);
    } catch (const std::exception& error) {
        return fail(FailureCode::NetworkUnavailable, plan.address.host, error.what());
    }
}

Outcome judgeRoots(const std::filesystem::path& roots) {
    asio::ssl::context settings(asio::ssl::context::tls_client);
    return loadRoots(settings, roots);
}

} // namespace tanba::net
