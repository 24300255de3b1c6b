#include "tests/windows/sockets.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tanba::test {

namespace {

using service::SocketAddress;

struct Name {
    sockaddr_storage storage{};
    int size = sizeof(sockaddr_storage);
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

Name nameOf(const SocketAddress& address) {
    Name name;
    if (address.family == SocketAddress::Family::V4) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = ::htons(address.port);
        std::memcpy(&v4.sin_addr, address.octets.data(), sizeof(v4.sin_addr));
        std::memcpy(&name.storage, &v4, sizeof(v4));
        name.size = sizeof(v4);
        return name;
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = ::htons(address.port);
    std::memcpy(&v6.sin6_addr, address.octets.data(), sizeof(v6.sin6_addr));
    std::memcpy(&name.storage, &v6, sizeof(v6));
    name.size = sizeof(v6);
    return name;
}

SocketAddress addressOf(const Name& name) {
    SocketAddress address;
    if (name.storage.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &name.storage, sizeof(v4));
        std::memcpy(address.octets.data(), &v4.sin_addr, sizeof(v4.sin_addr));
        address.port = ::ntohs(v4.sin_port);
        return address;
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &name.storage, sizeof(v6));
    address.family = SocketAddress::Family::V6;
    std::memcpy(address.octets.data(), &v6.sin6_addr, sizeof(v6.sin6_addr));
    address.port = ::ntohs(v6.sin6_port);
    return address;
}

int familyOf(SocketAddress::Family family) {
    return family == SocketAddress::Family::V4 ? AF_INET : AF_INET6;
}

SocketAddress loopbackOf(SocketAddress::Family family, std::uint16_t port) {
    SocketAddress address{family, {}, port};
    if (family == SocketAddress::Family::V4)
        address.octets = {127, 0, 0, 1};
    else
        address.octets.back() = 1;
    return address;
}

} // namespace

OwnSocket listenAt(SocketAddress::Family family) {
    OwnSocket listener(::socket(familyOf(family), SOCK_STREAM, IPPROTO_TCP));
    Name name = nameOf(loopbackOf(family, 0));
    if (!listener.open() || ::bind(listener.get(), name.get(), name.size) != 0 ||
        ::listen(listener.get(), SOMAXCONN) != 0)
        return OwnSocket();
    return listener;
}

OwnSocket acceptFrom(const OwnSocket& listener) {
    return OwnSocket(::accept(listener.get(), nullptr, nullptr));
}

OwnSocket connectTo(const SocketAddress& address) {
    OwnSocket socket(::socket(familyOf(address.family), SOCK_STREAM, IPPROTO_TCP));
    Name name = nameOf(address);
    if (!socket.open() || ::connect(socket.get(), name.get(), name.size) != 0)
        return OwnSocket();
    return socket;
}

SocketAddress ownEnd(const OwnSocket& socket) {
    Name name;
    ::getsockname(socket.get(), name.get(), &name.size);
    return addressOf(name);
}

SocketAddress otherEnd(const OwnSocket& socket) {
    Name name;
    ::getpeername(socket.get(), name.get(), &name.size);
    return addressOf(name);
}

std::string ask(std::uint16_t port, const std::string& request) {
    const OwnSocket socket = connectTo(loopbackOf(SocketAddress::Family::V4, port));
    std::string answer;
    if (!socket.open() || ::send(socket.get(), request.data(), static_cast<int>(request.size()), 0) < 0)
        return answer;
    std::array<char, 4096> piece{};
    int got = 0;
    while ((got = ::recv(socket.get(), piece.data(), static_cast<int>(piece.size()), 0)) > 0)
        answer.append(piece.data(), static_cast<std::size_t>(got));
    return answer;
}

} // namespace tanba::test
