#include "app/service/server/socket_question.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace tanba::service {

namespace {

struct Question {
    nlmsghdr header;
    inet_diag_req_v2 body;
};

/// More than one answer with all that Linux may attach to it.
constexpr std::size_t kMaxAnswer = 4096;

class NetlinkSocket {
  public:
    NetlinkSocket() : socket_(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {}
    ~NetlinkSocket() {
        if (socket_ >= 0)
            ::close(socket_);
    }
    NetlinkSocket(const NetlinkSocket&) = delete;
    NetlinkSocket& operator=(const NetlinkSocket&) = delete;

    bool send(const Question& question) const {
        return socket_ >= 0 && ::send(socket_, &question, sizeof(question), 0) == ssize_t{sizeof(question)};
    }
    /// Linux has answered before send() returns.
    std::size_t receive(std::array<char, kMaxAnswer>& answer) const {
        const ssize_t size = ::recv(socket_, answer.data(), answer.size(), MSG_DONTWAIT);
        return size < 0 ? 0 : static_cast<std::size_t>(size);
    }

  private:
    int socket_;
};

Question questionFor(const SocketPair& connection) {
    Question question{};
    question.header.nlmsg_len = sizeof(question);
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    const bool isV4 = connection.peer.family == SocketAddress::Family::V4;
    question.body.sdiag_family = isV4 ? AF_INET : AF_INET6;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = ~std::uint32_t{0};
    inet_diag_sockid& ends = question.body.id;
    ends.idiag_sport = htons(connection.peer.port);
    ends.idiag_dport = htons(connection.own.port);
    const std::size_t size = isV4 ? sizeof(in_addr) : sizeof(in6_addr);
    std::memcpy(ends.idiag_src, connection.peer.octets.data(), size);
    std::memcpy(ends.idiag_dst, connection.own.octets.data(), size);
    ends.idiag_cookie[0] = ends.idiag_cookie[1] = static_cast<std::uint32_t>(INET_DIAG_NOCOOKIE);
    return question;
}

} // namespace

std::optional<SocketAnswer> askForPeerSocket(const SocketPair& connection) {
    const NetlinkSocket netlink;
    const Question question = questionFor(connection);
    std::array<char, kMaxAnswer> answer{};
    if (!netlink.send(question))
        return std::nullopt;
    const std::size_t size = netlink.receive(answer);
    nlmsghdr header{};
    inet_diag_msg found{};
    if (size < sizeof(header) + sizeof(found))
        return std::nullopt;
    std::memcpy(&header, answer.data(), sizeof(header));
    std::memcpy(&found, answer.data() + sizeof(header), sizeof(found));
    // An error says ENOENT for a socket that is not there, and for a module that is not there as well.
    if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return std::nullopt;
    // Where there is no such connection Linux gives whoever listens at the peer's port.
    const bool isTheOne = found.id.idiag_sport == question.body.id.idiag_sport &&
                          found.id.idiag_dport == question.body.id.idiag_dport;
    // Without an inode it belongs to nobody any more, and the user is not told.
    if (!isTheOne || found.idiag_inode == 0)
        return SocketAnswer{};
    return SocketAnswer{SocketRow{found.idiag_uid, found.idiag_inode}};
}

} // namespace tanba::service
