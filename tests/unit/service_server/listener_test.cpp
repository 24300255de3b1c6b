#include "app/service/server/event_loop.h"
#include "tests/unit/service_server/raw_client.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

std::unique_ptr<Listener> openListener(EventLoop& loop) {
    auto opened = Listener::open(loop, {SocketAddress::Family::V4, {127, 0, 0, 1}, 0});
    EXPECT_TRUE(opened.ok());
    return std::move(opened).value();
}

void runToItsEnd(EventLoop& loop) {
    loop.post([&loop] { loop.stop(); });
    loop.run();
}

TEST(Listener, TellsOfAConnection) {
    EventLoop loop;
    const auto listener = openListener(loop);
    const RawClient client(listener->port());
    int accepted = 0;
    listener->accept([&accepted](AcceptedSocket, const SocketPair&) { ++accepted; });
    runToItsEnd(loop);
    EXPECT_EQ(accepted, 1);
    listener->close();
}

// The system hands a connection that waits over at once: it is accepted, and told of later.
TEST(Listener, TellsOfNothingAfterItsEnd) {
    EventLoop loop;
    auto listener = openListener(loop);
    const RawClient client(listener->port());
    int accepted = 0;
    listener->accept([&accepted](AcceptedSocket, const SocketPair&) { ++accepted; });
    listener->close();
    listener.reset();
    runToItsEnd(loop);
    EXPECT_EQ(accepted, 0);
}

} // namespace
} // namespace tanba::service
