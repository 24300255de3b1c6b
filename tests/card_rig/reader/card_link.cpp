#include "tests/card_rig/reader/card_link.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rig {

namespace {

constexpr std::size_t kLongestMessage = 0xFFFF;

} // namespace

CardLink::CardLink(std::uint16_t port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 1) != 0) {
        ::close(listener_);
        listener_ = -1;
    }
}

CardLink::~CardLink() {
    lose();
    if (listener_ >= 0)
        ::close(listener_);
}

void CardLink::look() {
    const std::lock_guard lock(mutex_);
    pollfd waiting{listener_, POLLIN, 0};
    if (card_ >= 0 || ::poll(&waiting, 1, 0) <= 0)
        return;
    card_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int on = 1;
    ::setsockopt(card_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool CardLink::tell(std::uint8_t control) {
    const std::lock_guard lock(mutex_);
    return sendMessage({control});
}

std::optional<Bytes> CardLink::ask(const Bytes& message) {
    const std::lock_guard lock(mutex_);
    std::uint8_t length[2];
    if (!sendMessage(message) || !receive(length, sizeof length))
        return std::nullopt;
    Bytes answer(static_cast<std::size_t>(length[0] << 8 | length[1]));
    if (!receive(answer.data(), answer.size()))
        return std::nullopt;
    return answer;
}

bool CardLink::sendMessage(const Bytes& message) {
    if (card_ < 0 || message.size() > kLongestMessage)
        return false;
    Bytes framed{static_cast<std::uint8_t>(message.size() >> 8), static_cast<std::uint8_t>(message.size())};
    framed.insert(framed.end(), message.begin(), message.end());
    const bool sent =
        ::send(card_, framed.data(), framed.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(framed.size());
    if (!sent)
        lose();
    return sent;
}

bool CardLink::receive(std::uint8_t* into, std::size_t size) {
    if (size == 0)
        return true;
    const bool whole = ::recv(card_, into, size, MSG_WAITALL) == static_cast<ssize_t>(size);
    if (!whole)
        lose();
    return whole;
}

void CardLink::lose() {
    if (card_ >= 0)
        ::close(card_);
    card_ = -1;
}

} // namespace rig
