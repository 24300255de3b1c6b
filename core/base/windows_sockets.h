#pragma once

// For the Windows twins of all rooms; before every other header, because Windows' own one brings older
// sockets.

#include <winsock2.h>
// behind Windows' sockets, which they need
#include "core/base/windows_handle.h"

#include <ws2tcpip.h>

#include <utility>

namespace tanba {

/// Windows' sockets, for as long as they are needed; every user counts.
class SocketUse {
  public:
    SocketUse() {
        WSADATA data{};
        started_ = ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
    }
    ~SocketUse() {
        if (started_)
            ::WSACleanup();
    }
    SocketUse(const SocketUse&) = delete;
    SocketUse& operator=(const SocketUse&) = delete;

  private:
    bool started_ = false;
};

/// A socket, closed when destroyed.
class OwnSocket {
  public:
    explicit OwnSocket(SOCKET number = INVALID_SOCKET) : number_(number) {}
    OwnSocket(OwnSocket&& other) noexcept : number_(std::exchange(other.number_, INVALID_SOCKET)) {}
    OwnSocket& operator=(OwnSocket&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~OwnSocket() { close(); }
    void close() {
        if (open())
            ::closesocket(std::exchange(number_, INVALID_SOCKET));
    }
    SOCKET get() const { return number_; }
    bool open() const { return number_ != INVALID_SOCKET; }

  private:
    SOCKET number_;
};

} // namespace tanba
