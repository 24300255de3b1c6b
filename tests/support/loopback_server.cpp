#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <cstdlib>
#include <iostream>

namespace tanba::test {

namespace {

[[noreturn]] void setUpFailed(const char* what) {
    std::cerr << "loopback server: " << what << std::endl;
    std::abort();
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char each) { return std::tolower(each); });
    return result;
}

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
    void operator()(SSL* session) const { SSL_free(session); }
};

std::unique_ptr<SSL_CTX, FreeContext> contextFor(const ServedTls& tls) {
    std::unique_ptr<SSL_CTX, FreeContext> context(SSL_CTX_new(TLS_server_method()));
    const ByteView der = tls.identity.certificate.der();
    const auto pkcs8 = tls.identity.key->toPkcs8();
    if (!context || !pkcs8.ok() ||
        SSL_CTX_use_certificate_ASN1(context.get(), static_cast<int>(der.size()), der.data()) != 1)
        setUpFailed("TLS certificate");
    const ByteView key = pkcs8.value().view();
    const unsigned char* at = key.data();
    EVP_PKEY* parsed = d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.size()));
    const bool taken = parsed != nullptr && SSL_CTX_use_PrivateKey(context.get(), parsed) == 1;
    EVP_PKEY_free(parsed);
    if (!taken)
        setUpFailed("TLS key");
    if (tls.newest == ServedTls::Newest::Tls11) {
        SSL_CTX_set_cipher_list(context.get(), "DEFAULT:@SECLEVEL=0");
        SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
    }
    return context;
}

} // namespace

std::string ServedRequest::field(std::string_view name) const {
    const std::string wanted = "\r\n" + lower(name) + ":";
    const std::size_t at = lower(head).find(wanted);
    if (at == std::string::npos)
        return {};
    const std::size_t start = head.find_first_not_of(' ', at + wanted.size());
    return head.substr(start, head.find("\r\n", start) - start);
}

class LoopbackServer::Connection : public ServedConnection {
  public:
    Connection(int socket, int end, SSL* session) : socket_(socket), end_(end), session_(session) {}

    bool send(std::string_view text) override {
        while (!text.empty()) {
            const auto sent = write(text);
            if (sent <= 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    void hold() override {
        std::array<char, 256> ignored{};
        while (waitForInput() && ::read(socket_, ignored.data(), ignored.size()) > 0) {
        }
    }

    /// One request; nothing when the client left before it was complete.
    std::optional<ServedRequest> receive() {
        std::string text;
        std::size_t headEnd = std::string::npos;
        while ((headEnd = text.find("\r\n\r\n")) == std::string::npos)
            if (!receiveMore(text))
                return std::nullopt;
        ServedRequest request{text.substr(0, headEnd), {}};
        const std::string length = request.field("Content-Length");
        const std::size_t size = length.empty() ? 0 : std::stoul(length);
        std::string body = text.substr(headEnd + 4);
        while (body.size() < size)
            if (!receiveMore(body))
                return std::nullopt;
        request.body = toBytes(body);
        return request;
    }

  private:
    /// False when the server ends.
    bool waitForInput() const {
        std::array<pollfd, 2> waiting{{{socket_, POLLIN, 0}, {end_, POLLIN, 0}}};
        return poll(waiting.data(), waiting.size(), -1) > 0 && waiting[1].revents == 0;
    }

    bool receiveMore(std::string& text) const {
        std::array<char, 4096> buffer{};
        const bool buffered = session_ != nullptr && SSL_pending(session_) > 0;
        if (!buffered && !waitForInput())
            return false;
        const ssize_t got = session_ != nullptr
                                ? SSL_read(session_, buffer.data(), static_cast<int>(buffer.size()))
                                : ::read(socket_, buffer.data(), buffer.size());
        if (got <= 0)
            return false;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        return true;
    }

    ssize_t write(std::string_view text) const {
        return session_ != nullptr ? SSL_write(session_, text.data(), static_cast<int>(text.size()))
                                   : ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    }

    int socket_;
    int end_;
    SSL* session_;
};

LoopbackServer::LoopbackServer(Script script, std::optional<ServedTls> tls)
    : script_(std::move(script)), tls_(std::move(tls)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        listen(listener_, 64) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 || pipe(endPipe_) != 0)
        setUpFailed("socket");
    port_ = ntohs(address.sin_port);
    // OpenSSL writes without MSG_NOSIGNAL.
    signal(SIGPIPE, SIG_IGN);
    accepting_ = std::jthread([this] { accept(); });
}

LoopbackServer::~LoopbackServer() {
    close(endPipe_[1]);
    accepting_.join();
    connections_.clear();
    close(endPipe_[0]);
    close(listener_);
}

void LoopbackServer::accept() {
    while (true) {
        std::array<pollfd, 2> waiting{{{listener_, POLLIN, 0}, {endPipe_[0], POLLIN, 0}}};
        if (poll(waiting.data(), waiting.size(), -1) <= 0 || waiting[1].revents != 0)
            return;
        const int connected = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connected >= 0)
            connections_.emplace_back([this, connected] { serve(connected); });
    }
}

void LoopbackServer::serve(int socket) {
    std::unique_ptr<SSL_CTX, FreeContext> context;
    std::unique_ptr<SSL, FreeSession> session;
    bool ready = true;
    if (tls_) {
        context = contextFor(*tls_);
        session.reset(SSL_new(context.get()));
        SSL_set_fd(session.get(), socket);
        ready = SSL_accept(session.get()) == 1;
    }
    if (ready) {
        Connection connection(socket, endPipe_[0], session.get());
        if (const auto request = connection.receive()) {
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(*request);
                changed_.notify_all();
            }
            script_(*request, connection);
        }
        if (session)
            SSL_shutdown(session.get());
    }
    close(socket);
}

std::string LoopbackServer::address(std::string_view path) const {
    return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + std::string(path);
}

std::vector<ServedRequest> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void LoopbackServer::waitForRequests(std::size_t count) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return requests_.size() >= count; });
}

std::string httpAnswer(std::string_view status, std::string_view contentType, ByteView body) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(contentType) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(asText(body));
}

} // namespace tanba::test
