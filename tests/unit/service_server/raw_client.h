#pragma once

#include "core/keys/certificate.h"

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::service {

/// A WebSocket frame as it lies on the line (RFC 6455 5.2).
struct Frame {
    enum Opcode : unsigned { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
    unsigned opcode = Text;
    std::string payload;
    bool last = true;
};

/// A client that does what it is told, right or wrong, and waits at most ten seconds for anything.
class RawClient {
  public:
    enum class Address { V4, V6 };
    /// Connected; no TLS yet.
    explicit RawClient(std::uint16_t port, Address address = Address::V4);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// The TLS handshake. With `trusted`, the server must prove to be `name` under it.
    /// @returns "ok", or OpenSSL's reason.
    std::string handshake(const keys::Certificate* trusted = nullptr, const std::string& name = "127.0.0.1",
                          int newestTls = TLS1_3_VERSION);
    bool send(std::string_view text);
    /// Up to and with `end`; what came when the other side closes before.
    std::string receiveUntil(std::string_view end);
    std::string receiveExactly(std::size_t count);
    /// True when the other side has closed; false when something comes or nothing happens.
    bool closedByServer();
    /// Nothing comes for this time.
    bool silentFor(std::chrono::milliseconds time);

    /// One HTTP request; the whole answer.
    std::string ask(const std::string& head);

    /// Sends a request to become a WebSocket; the head of the answer.
    std::string upgrade(const std::string& moreFields = {}, const std::string& path = "/",
                        const std::string& host = {});
    bool sendFrame(const Frame& frame);
    bool sendText(std::string_view text) { return sendFrame({Frame::Text, std::string(text), true}); }
    /// Nothing when the connection ended.
    std::optional<Frame> receiveFrame();
    /// The payload of a text frame; else what came instead.
    std::string receiveText();

  private:
    std::uint16_t port_;
    int socket_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> session_{nullptr, &SSL_free};
};

} // namespace tanba::service
