// A program of Windows that passes connections on: for the service it is the one who asks, and a browser when
// its file is named like one. Whoever asks in truth is a process of Linux, which Windows (wine) does not
// know.
#include "tests/windows/sockets.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

namespace {

using namespace tanba;
using service::SocketAddress;

/// One direction, to its end.
void pass(SOCKET from, SOCKET to) {
    std::array<char, 65536> piece{};
    int got = 0;
    while ((got = ::recv(from, piece.data(), static_cast<int>(piece.size()), 0)) > 0)
        for (int sent = 0; sent < got;) {
            const int more = ::send(to, piece.data() + sent, got - sent, 0);
            if (more <= 0)
                return;
            sent += more;
        }
    ::shutdown(to, SD_SEND);
}

void serve(OwnSocket client, const SocketAddress& service) {
    const OwnSocket onward = test::connectTo(service);
    std::thread back([&] { pass(onward.get(), client.get()); });
    pass(client.get(), onward.get());
    back.join();
}

} // namespace

/// @param values the port of the service. Tells its own on standard output.
int main(int count, char** values) {
    if (count != 2)
        return EXIT_FAILURE;
    const SocketUse sockets;
    const SocketAddress service{
        SocketAddress::Family::V4, {127, 0, 0, 1}, static_cast<std::uint16_t>(std::atoi(values[1]))};
    const OwnSocket listener = test::listenAt(SocketAddress::Family::V4);
    std::printf("%d\n", test::ownEnd(listener).port);
    std::fflush(stdout);
    while (true) {
        auto client = std::make_shared<OwnSocket>(test::acceptFrom(listener));
        if (!client->open())
            return EXIT_FAILURE;
        std::thread([client, service] { serve(std::move(*client), service); }).detach();
    }
}
