#pragma once

#include <winsock2.h>
// behind Windows' sockets, which it needs
#include "app/service/server/peer.h"

#include <ws2tcpip.h>

#include <cstdint>
#include <string>
#include <utility>

namespace tanba::test {

/// A socket of a test, closed when destroyed.
class TestSocket {
  public:
    explicit TestSocket(SOCKET number = INVALID_SOCKET) : number_(number) {}
    TestSocket(TestSocket&& other) noexcept : number_(std::exchange(other.number_, INVALID_SOCKET)) {}
    TestSocket& operator=(TestSocket&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~TestSocket() {
        if (number_ != INVALID_SOCKET)
            ::closesocket(number_);
    }
    SOCKET get() const { return number_; }
    bool open() const { return number_ != INVALID_SOCKET; }

  private:
    SOCKET number_;
};

/// Listens at any free port of the loopback address.
TestSocket listenAt(service::SocketAddress::Family family);
TestSocket acceptFrom(const TestSocket& listener);
TestSocket connectTo(const service::SocketAddress& address);
service::SocketAddress ownEnd(const TestSocket& socket);
service::SocketAddress otherEnd(const TestSocket& socket);
/// Sends a request and reads until the other side is done.
std::string ask(std::uint16_t port, const std::string& request);

} // namespace tanba::test
