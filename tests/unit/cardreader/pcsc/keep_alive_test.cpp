#include "tests/unit/cardreader/pcsc/pcsc_fixture.h"

#include <thread>

namespace tanba::card::pcsc {
namespace {

using namespace std::chrono_literals;

class KeepAlive : public PcscTest {
  protected:
    explicit KeepAlive(Habits habits = Habits::Windows) : PcscTest(habits) { insert(); }
    void silenceOf(Duration time) {
        // In steps, as time passes: each four seconds somebody must speak.
        for (Duration passed{0}; passed < time; passed += 4000ms) {
            ASSERT_TRUE(pcsc.clock().untilWaiting(1));
            const unsigned before = pcsc.countOf("status");
            pcsc.clock().advance(4000ms);
            ASSERT_TRUE(pcsc.untilCalled("status", before + 1));
        }
    }
};

class NoKeepAlive : public KeepAlive {
  protected:
    NoKeepAlive() : KeepAlive(Habits::Pcsclite) {}
};

TEST_F(KeepAlive, WindowsDoesNotResetACardThatIsSpokenTo) {
    const auto session = open();
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    silenceOf(20s);
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    EXPECT_EQ(pcsc.resets(kReader), 0u);
}

TEST_F(KeepAlive, TheFakeResetsSilentCardsElseTheTestAboveProvesNothing) {
    const auto card = pcsc.establishContext();
    const auto connection = pcsc.connect(card.value, kReader);
    EXPECT_TRUE(pcsc.beginTransaction(connection.value.card).ok());
    pcsc.clock().advance(6000ms);
    EXPECT_EQ(pcsc.transmit(connection.value.card, Protocol::T1, fromHex("0084000008").value()).status.code,
              Code::ResetCard);
    pcsc.endTransaction(connection.value.card, Disposition::Leave);
    pcsc.disconnect(connection.value.card, Disposition::Leave);
    pcsc.releaseContext(card.value);
}

TEST_F(KeepAlive, StopsWithTheSession) {
    {
        const auto session = open();
        ASSERT_TRUE(pcsc.clock().untilWaiting(1));
    }
    const unsigned pings = pcsc.countOf("status");
    pcsc.clock().advance(20s);
    EXPECT_EQ(pcsc.countOf("status"), pings);
}

TEST_F(KeepAlive, PingsAndCommandsDoNotMeet) {
    // The fake fails the test when two threads are in one context.
    ScriptedCard slow = card();
    slow.answer = [this](ByteView) {
        pcsc.clock().advance(4000ms);
        std::this_thread::sleep_for(2ms);
        return fromHex("11223344556677889000").value();
    };
    pcsc.swap(kReader, slow);
    const auto session = open();
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
}

TEST_F(KeepAlive, AfterAFailureThereAreNoPings) {
    const auto session = open();
    pcsc.failWith(1, Code::RemovedCard);
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
    const unsigned pings = pcsc.countOf("status");
    ASSERT_TRUE(pcsc.clock().untilWaiting(1));
    const int waits = pcsc.clock().waitsBegun();
    pcsc.clock().advance(4000ms);
    // Whoever waits again has had the turn in which a ping would have been sent.
    ASSERT_TRUE(pcsc.clock().untilWaitsBegun(waits + 1));
    EXPECT_EQ(pcsc.countOf("status"), pings);
}

TEST_F(NoKeepAlive, NotWherePcscliteWaits) {
    auto session = open();
    const unsigned pings = pcsc.countOf("status");
    const int waits = pcsc.clock().waitsBegun();
    pcsc.clock().advance(20s);
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    session.reset();
    // A thread that keeps alive begins to wait before it can be joined: there was none.
    EXPECT_EQ(pcsc.clock().waitsBegun(), waits);
    EXPECT_EQ(pcsc.countOf("status"), pings);
}

} // namespace
} // namespace tanba::card::pcsc
