#include "app/handover/link_server.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tanba::handover {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// A browser opens connections ahead that it may never use.
constexpr std::size_t kMaxVisitors = 16;
constexpr milliseconds kVisitorPatience{10'000};
constexpr std::string_view kHeadEnd = "\r\n\r\n";

service::SocketAddress loopback(std::uint16_t port) {
    return {service::SocketAddress::Family::V4, {127, 0, 0, 1}, port};
}

} // namespace

LinkState LinkServer::serve() {
    const LinkState end = serveVisitors();
    sockets_.close();
    return end;
}

LinkState LinkServer::serveVisitors() {
    while (Steady::now() < work_.until) {
        if (!sockets_.wait(patience()))
            return LinkState::Over;
        dropLate();
        for (Visitor& visitor : visitors_)
            if (hear(visitor) == LinkState::Given)
                return LinkState::Given;
        std::erase_if(visitors_, [](const Visitor& visitor) { return visitor.socket == nullptr; });
        while (auto newcomer = sockets_.accept())
            receive(std::move(*newcomer));
    }
    return LinkState::Over;
}

void LinkServer::dropLate() {
    const auto now = Steady::now();
    std::erase_if(visitors_, [now](const Visitor& visitor) { return visitor.until <= now; });
}

milliseconds LinkServer::patience() const {
    Steady::time_point next = work_.until;
    for (const Visitor& visitor : visitors_)
        next = std::min(next, visitor.until);
    return std::max(std::chrono::ceil<milliseconds>(next - Steady::now()), milliseconds::zero());
}

/// Whoever is not this user's is let go before a byte of theirs is read.
void LinkServer::receive(Newcomer newcomer) {
    const service::SocketPair ends{loopback(newcomer.port), loopback(work_.place.port)};
    if (work_.peers->find(ends).owner != service::Peer::Owner::ThisUser)
        return;
    if (visitors_.size() >= kMaxVisitors)
        visitors_.erase(visitors_.begin());
    visitors_.push_back({std::move(newcomer.socket), Steady::now() + kVisitorPatience});
}

LinkState LinkServer::hear(Visitor& visitor) {
    const VisitorSocket::Heard heard = visitor.socket->read(visitor.head);
    if (heard == VisitorSocket::Heard::End)
        visitor.socket.reset();
    if (heard != VisitorSocket::Heard::Something)
        return LinkState::Waiting;
    const std::size_t end = visitor.head.find(kHeadEnd);
    if (end == std::string::npos && visitor.head.size() <= kMaxVisitHead)
        return LinkState::Waiting;
    // What has no end in time is judged as it is: unreadable.
    const std::size_t size = end == std::string::npos ? 0 : end + kHeadEnd.size();
    return answer(visitor, judgeVisit(std::string_view(visitor.head).substr(0, size), work_.place));
}

LinkState LinkServer::answer(Visitor& visitor, unsigned status) {
    const std::string front = answerFront(status);
    const std::string back = status == kLeadsOn ? answerBack() : std::string();
    const ByteView address = status == kLeadsOn ? work_.address.view() : ByteView();
    const std::array<ByteView, 3> pieces{viewOf(front), address, viewOf(back)};
    const bool said = visitor.socket->say(pieces);
    visitor.socket.reset();
    return status == kLeadsOn && said ? LinkState::Given : LinkState::Waiting;
}

} // namespace tanba::handover
