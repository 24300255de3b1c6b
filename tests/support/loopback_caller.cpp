#include "tests/support/loopback_caller.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace tanba::test {

namespace {

constexpr int kPatienceMs = 10'000;

} // namespace

LoopbackCaller::LoopbackCaller(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof(there)) == 0;
}

LoopbackCaller::~LoopbackCaller() {
    ::close(socket_);
}

void LoopbackCaller::send(std::string_view text) const {
    static_cast<void>(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL));
}

std::string LoopbackCaller::answer() const {
    std::string all;
    std::array<char, 1024> piece{};
    pollfd waited{socket_, POLLIN, 0};
    while (::poll(&waited, 1, kPatienceMs) > 0) {
        const ssize_t got = ::recv(socket_, piece.data(), piece.size(), 0);
        if (got <= 0)
            return all;
        all.append(piece.data(), static_cast<std::size_t>(got));
    }
    ADD_FAILURE() << "nobody closes";
    return all;
}

std::uint16_t portOfLink(const std::string& link) {
    return static_cast<std::uint16_t>(std::stoi(link.substr(link.rfind(':') + 1)));
}

std::string pathOfLink(const std::string& link) {
    return link.substr(link.rfind('/'));
}

std::string followLink(const std::string& link, const std::string& more) {
    const LoopbackCaller caller(portOfLink(link));
    caller.send("GET " + pathOfLink(link) +
                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(portOfLink(link)) + "\r\n" + more + "\r\n");
    return caller.answer();
}

} // namespace tanba::test
