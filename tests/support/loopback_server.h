#pragma once

#include "core/base/bytes.h"
#include "tests/support/test_pki.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tanba::test {

/// What a client sent, as it came.
struct ServedRequest {
    /// The request line and the header fields, without the empty line.
    std::string head;
    Bytes body;

    std::string line() const { return head.substr(0, head.find("\r\n")); }
    /// Value of a header field; empty when absent.
    std::string field(std::string_view name) const;
};

/// A connection as a script sees it.
class ServedConnection {
  public:
    virtual ~ServedConnection() = default;
    /// False when the client has gone.
    virtual bool send(std::string_view text) = 0;
    bool send(ByteView bytes) { return send(asText(bytes)); }
    /// Waits until the client has gone or the server ends: a server that never answers.
    virtual void hold() = 0;
};

/// How a server speaks TLS.
struct ServedTls {
    Identity identity;
    enum class Newest { Tls13, Tls11 };
    Newest newest = Newest::Tls13;
};

/// A server on 127.0.0.1 at a port of its own. Each connection is one request, answered by the script on a
/// thread of its own, then closed. Nothing in it waits for a time: what is slow is held until the client
/// leaves.
class LoopbackServer {
  public:
    using Script = std::function<void(const ServedRequest&, ServedConnection&)>;

    explicit LoopbackServer(Script script, std::optional<ServedTls> tls = std::nullopt);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::uint16_t port() const { return port_; }
    /// "http://127.0.0.1:PORT/path", https with TLS.
    std::string address(std::string_view path = "/") const;
    /// Every request so far, in the order in which they were complete.
    std::vector<ServedRequest> requests() const;
    /// Waits until so many requests have come.
    void waitForRequests(std::size_t count) const;

  private:
    class Connection;

    void accept();
    void serve(int socket);

    Script script_;
    std::optional<ServedTls> tls_;
    int listener_ = -1;
    /// Becomes readable when the server ends.
    int endPipe_[2] = {-1, -1};
    std::uint16_t port_ = 0;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<ServedRequest> requests_;
    std::vector<std::jthread> connections_;
    std::jthread accepting_;
};

/// A full HTTP/1.1 answer with a Content-Length.
std::string httpAnswer(std::string_view status, std::string_view contentType, ByteView body);

} // namespace tanba::test
