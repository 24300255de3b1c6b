#include "tests/unit/service_server/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace tanba::service {

namespace {

constexpr int kPatienceSeconds = 10;

/// Masked with zeros: allowed to nobody but a test.
std::string frameBytes(const Frame& frame) {
    std::string bytes;
    bytes += static_cast<char>((frame.last ? 0x80U : 0U) | frame.opcode);
    const std::uint64_t size = frame.payload.size();
    const int lengthOctets = size < 126 ? 0 : size < 65536 ? 2 : 8;
    bytes += static_cast<char>(0x80U | (lengthOctets == 0 ? size : lengthOctets == 2 ? 126 : 127));
    for (int octet = lengthOctets - 1; octet >= 0; --octet)
        bytes += static_cast<char>(size >> (8 * octet));
    bytes += std::string(4, '\0');
    return bytes + frame.payload;
}

} // namespace

RawClient::RawClient(std::uint16_t port, Address address)
    : port_(port),
      socket_(::socket(address == Address::V4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    // A server that has gone is an answer, not the end of the test.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    const timeval patience{kPatienceSeconds, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    // As browsers do.
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (address == Address::V4) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(port);
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof(place));
    } else {
        sockaddr_in6 place{};
        place.sin6_family = AF_INET6;
        place.sin6_port = htons(port);
        place.sin6_addr = in6addr_loopback;
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof(place));
    }
}

RawClient::RawClient(RawClient&& other) noexcept
    : port_(other.port_), socket_(std::exchange(other.socket_, -1)), context_(std::move(other.context_)),
      session_(std::move(other.session_)) {}

RawClient::~RawClient() {
    session_.reset();
    if (socket_ >= 0)
        ::close(socket_);
}

std::string RawClient::handshake(const keys::Certificate* trusted, const std::string& name, int newestTls) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    if (newestTls < TLS1_2_VERSION)
        SSL_CTX_set_cipher_list(context_.get(), "DEFAULT:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context_.get(), std::min(newestTls, TLS1_2_VERSION));
    SSL_CTX_set_max_proto_version(context_.get(), newestTls);
    if (trusted != nullptr) {
        const std::uint8_t* der = trusted->der().data();
        X509* const authority = d2i_X509(nullptr, &der, static_cast<long>(trusted->der().size()));
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority);
        X509_free(authority);
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    }
    session_.reset(SSL_new(context_.get()));
    if (trusted != nullptr &&
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session_.get()), name.c_str()) != 1)
        SSL_set1_host(session_.get(), name.c_str());
    SSL_set_fd(session_.get(), socket_);
    ERR_clear_error();
    if (SSL_connect(session_.get()) == 1)
        return "ok";
    const char* const reason = ERR_reason_error_string(ERR_peek_error());
    return reason != nullptr ? reason : "closed";
}

bool RawClient::send(std::string_view text) {
    if (!session_)
        return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    std::size_t sent = 0;
    while (!text.empty()) {
        if (SSL_write_ex(session_.get(), text.data(), text.size(), &sent) != 1)
            return false;
        text.remove_prefix(sent);
    }
    return true;
}

std::string RawClient::receiveExactly(std::size_t count) {
    std::string all(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        std::size_t now = 0;
        if (SSL_read_ex(session_.get(), all.data() + done, count - done, &now) != 1)
            break;
        done += now;
    }
    all.resize(done);
    return all;
}

std::string RawClient::receiveUntil(std::string_view end) {
    std::string all;
    while (!all.ends_with(end)) {
        const std::string next = receiveExactly(1);
        if (next.empty())
            break;
        all += next;
    }
    return all;
}

bool RawClient::closedByServer() {
    if (!session_) {
        char byte = 0;
        return ::recv(socket_, &byte, 1, 0) == 0 || errno == ECONNRESET;
    }
    char byte = 0;
    std::size_t count = 0;
    errno = 0;
    return SSL_read_ex(session_.get(), &byte, 1, &count) != 1 && errno != EAGAIN;
}

bool RawClient::silentFor(std::chrono::milliseconds time) {
    if (session_ && SSL_pending(session_.get()) > 0)
        return false;
    pollfd wanted{socket_, POLLIN, 0};
    return ::poll(&wanted, 1, static_cast<int>(time.count())) == 0;
}

std::string RawClient::ask(const std::string& head) {
    send(head);
    std::string answer;
    while (true) {
        const std::string next = receiveExactly(1);
        if (next.empty())
            return answer;
        answer += next;
    }
}

std::string RawClient::upgrade(const std::string& moreFields, const std::string& path,
                               const std::string& host) {
    send("GET " + path +
         " HTTP/1.1\r\nHost: " + (host.empty() ? "127.0.0.1:" + std::to_string(port_) : host) +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
         "Sec-WebSocket-Version: 13\r\n" +
         moreFields + "\r\n");
    return receiveUntil("\r\n\r\n");
}

bool RawClient::sendFrame(const Frame& frame) {
    return send(frameBytes(frame));
}

std::optional<Frame> RawClient::receiveFrame() {
    const std::string head = receiveExactly(2);
    if (head.size() != 2)
        return std::nullopt;
    const auto first = static_cast<unsigned char>(head[0]);
    std::uint64_t size = static_cast<unsigned char>(head[1]) & 0x7FU;
    if (size >= 126) {
        std::uint64_t length = 0;
        for (const char octet : receiveExactly(size == 126 ? 2 : 8))
            length = (length << 8) | static_cast<unsigned char>(octet);
        size = length;
    }
    Frame frame;
    frame.opcode = first & 0x0FU;
    frame.last = (first & 0x80U) != 0;
    frame.payload = receiveExactly(size);
    return frame;
}

std::string RawClient::receiveText() {
    const auto frame = receiveFrame();
    if (!frame)
        return "(closed)";
    return frame->opcode == Frame::Text ? frame->payload : "(frame " + std::to_string(frame->opcode) + ")";
}

} // namespace tanba::service
