#include "cardreader/pcsc/reset_card.h"
#include "tests/unit/cardreader/pcsc/pcsc_fixture.h"

#include <thread>

namespace tanba::card::pcsc {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

class CardSlot : public PcscTest {};

class CardSlotOnWindows : public PcscTest {
  protected:
    CardSlotOnWindows() : PcscTest(Habits::Windows) {}
};

TEST_F(CardSlot, ConnectsBeginsAndGivesEverythingBack) {
    insert();
    {
        const auto session = open();
        ASSERT_NE(session, nullptr);
        EXPECT_EQ(toHex(session->atr()), "3b80800101");
        EXPECT_EQ(slot.readerName(), kReader);
    }
    EXPECT_EQ(pcsc.calls(), (Names{"establish", "connect " + kReader, "begin", "status", "end leave",
                                   "disconnect leave", "release"}));
    EXPECT_EQ(forgot, 0);
}

TEST_F(CardSlot, ResetsTheCardWhenASecretWasUsed) {
    insert();
    open()->endWithReset();
    EXPECT_EQ(pcsc.countOf("end reset"), 1u);
    EXPECT_EQ(pcsc.countOf("disconnect reset"), 1u);
    EXPECT_GE(forgot, 1);
}

TEST_F(CardSlot, TheCardOfAModulesSlotIsReset) {
    insert();
    resetCardIn(pcsc, pcsc.clock(), kReader);
    EXPECT_GE(forgot, 1);
    EXPECT_EQ(asked, 0);
    EXPECT_EQ(pcsc.calls().back(), "release");
}

TEST_F(CardSlot, AModuleDescribesAReaderIn64Octets) {
    const std::string name = "A reader whose maker likes very long names, with a blank at the " + kReader;
    ASSERT_EQ(name[63], ' ');
    pcsc.plug(name);
    pcsc.insert(name, card());
    resetCardIn(pcsc, pcsc.clock(), name.substr(0, 63));
    EXPECT_GE(forgot, 1);
}

TEST_F(CardSlot, ASlotThatIsNoReaderIsLeftAlone) {
    insert();
    for (const std::string description : {"", "SoftHSM slot ID 0x1", "Reader"})
        resetCardIn(pcsc, pcsc.clock(), description);
    EXPECT_EQ(forgot, 0);
    EXPECT_EQ(pcsc.countOf("begin"), 0u);
    pcsc.stopService();
    resetCardIn(pcsc, pcsc.clock(), kReader);
    EXPECT_EQ(forgot, 0);
}

TEST_F(CardSlot, ServiceOff) {
    pcsc.stopService();
    EXPECT_EQ(outcome(begin()), "reader.service_off");
    EXPECT_EQ(pcsc.calls(), Names{"establish"});
    pcsc.startService();
    insert();
    EXPECT_EQ(outcome(begin()), "ok");
}

TEST_F(CardSlot, NoSuchReader) {
    pcsc.unplug(kReader);
    EXPECT_EQ(outcome(begin()), "reader.removed");
}

TEST_F(CardSlot, NoCard) {
    EXPECT_EQ(outcome(begin()), "card.absent");
    EXPECT_EQ(begin().failure().subject, kReader);
}

TEST_F(CardSlotOnWindows, NoCard) {
    EXPECT_EQ(outcome(begin()), "card.absent");
}

TEST_F(CardSlot, MuteCard) {
    pcsc.insertMute(kReader);
    EXPECT_EQ(outcome(begin()), "card.mute");
}

TEST_F(CardSlotOnWindows, MuteCard) {
    pcsc.insertMute(kReader);
    EXPECT_EQ(outcome(begin()), "card.mute");
}

TEST_F(CardSlot, NotAllowedToUseTheService) {
    pcsc.denyService(true);
    EXPECT_EQ(outcome(begin()), "reader.no_right");
}

TEST_F(CardSlot, NotAllowedToUseTheCard) {
    insert();
    pcsc.denyCards(true);
    EXPECT_EQ(outcome(begin()), "reader.no_right");
}

TEST_F(CardSlot, HeldExclusivelyForGood) {
    insert();
    pcsc.holdExclusively(kReader);
    const auto start = pcsc.clock().now();
    EXPECT_EQ(outcome(begin()), "card.in_use");
    EXPECT_EQ(pcsc.clock().now() - start, 3000ms);
    EXPECT_EQ(pcsc.countOf("connect " + kReader), 31u);
    EXPECT_EQ(pcsc.countOf("establish"), 1u);
}

TEST_F(CardSlot, HeldExclusivelyForAWhile) {
    insert();
    pcsc.holdExclusivelyFor(kReader, 2500ms);
    EXPECT_EQ(outcome(begin()), "ok");
    EXPECT_EQ(pcsc.countOf("connect " + kReader), 26u);
}

TEST_F(CardSlot, AnotherProgramsTransactionIsWaitedFor) {
    insert();
    pcsc.holdTransaction(kReader, 2000ms);
    EXPECT_EQ(outcome(begin()), "ok");
    EXPECT_GE(pcsc.clock().now(), 2000ms);
}

TEST_F(CardSlot, AnEndlessTransactionOfAnotherProgramDoesNotHangUs) {
    insert();
    pcsc.holdTransaction(kReader, 1h);
    EXPECT_EQ(outcome(begin()), "card.in_use");
    EXPECT_GE(pcsc.clock().now(), 4000ms);
    // What was left behind gives everything back when it gets through.
    pcsc.letGo(kReader);
    EXPECT_TRUE(pcsc.untilAllClosed());
    EXPECT_EQ(pcsc.countOf("end leave"), 1u);
    EXPECT_EQ(outcome(begin()), "ok");
}

TEST_F(CardSlot, CancelledBefore) {
    insert();
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(begin(&cancel)), "cancelled");
    EXPECT_TRUE(pcsc.calls().empty());
}

TEST_F(CardSlot, CancelledWhileAnotherProgramHoldsTheCard) {
    insert();
    CancelToken cancel;
    pcsc.holdExclusively(kReader);
    std::thread person([&] {
        EXPECT_TRUE(pcsc.untilCalled("connect " + kReader, 2));
        cancel.cancel();
        pcsc.letGo(kReader);
    });
    const std::string result = outcome(begin(&cancel));
    person.join();
    // Let go in the same moment, the card may also be ours.
    EXPECT_TRUE(result == "cancelled" || result == "ok" || result == "card.in_use") << result;
    EXPECT_TRUE(pcsc.untilAllClosed());
}

TEST_F(CardSlot, CancelledWhileAnotherProgramIsInATransaction) {
    insert();
    CancelToken cancel;
    pcsc.holdTransaction(kReader, 1h);
    std::thread person([&] {
        EXPECT_TRUE(pcsc.untilCalled("connect " + kReader, 1));
        cancel.cancel();
    });
    EXPECT_EQ(outcome(begin(&cancel)), "cancelled");
    person.join();
}

TEST_F(CardSlot, ResetByAnotherProgramBeforeTheTransactionIsTakenUp) {
    insert();
    pcsc.failNext("begin", Code::ResetCard);
    EXPECT_EQ(outcome(begin()), "ok");
    EXPECT_EQ(pcsc.countOf("reconnect"), 1u);
    EXPECT_EQ(pcsc.countOf("begin"), 2u);
}

TEST_F(CardSlot, ResetTwiceIsTooOften) {
    insert();
    pcsc.failNext("begin", Code::ResetCard);
    pcsc.failNext("begin", Code::ResetCard);
    EXPECT_EQ(outcome(begin()), "card.reset");
    EXPECT_EQ(pcsc.countOf("disconnect leave"), 1u);
    EXPECT_EQ(pcsc.countOf("end leave"), 0u);
}

TEST_F(CardSlot, ServiceDiesWhileConnecting) {
    insert();
    pcsc.failNext("connect", Code::NoService);
    EXPECT_EQ(outcome(begin()), "reader.service_off");
    pcsc.failNext("begin", Code::NoService);
    EXPECT_EQ(outcome(begin()), "reader.service_off");
    pcsc.failNext("status", Code::NoService);
    EXPECT_EQ(outcome(begin()), "reader.service_off");
    EXPECT_EQ(pcsc.countOf("end leave"), 1u);
}

TEST_F(CardSlot, UnclearFailureWhileBeginningIsLookedAt) {
    insert();
    pcsc.failNext("begin", Code::NotTransacted);
    const auto start = pcsc.clock().now();
    EXPECT_EQ(outcome(begin()), "card.io");
    EXPECT_EQ(pcsc.clock().now() - start, 500ms);
}

TEST_F(CardSlot, DetailNamesCallAndCode) {
    EXPECT_EQ(begin().failure().detail, "SCardConnect: SCARD_E_NO_SMARTCARD 0x80100000");
}

TEST_F(CardSlot, EachSessionMeetsTheCardThatIsThere) {
    insert();
    EXPECT_EQ(toHex(open()->atr()), "3b80800101");
    pcsc.swap(kReader, card("3b8a8001"));
    EXPECT_EQ(toHex(open()->atr()), "3b8a8001");
}

TEST_F(CardSlot, ReaderNames) {
    EXPECT_EQ(readerNames(pcsc).value(), Names{kReader});
    pcsc.unplug(kReader);
    EXPECT_EQ(readerNames(pcsc).value(), Names{});
    pcsc.failNext("list", Code::ServiceStopped);
    EXPECT_EQ(outcome(readerNames(pcsc)), "reader.service_off");
    pcsc.stopService();
    EXPECT_EQ(outcome(readerNames(pcsc)), "reader.service_off");
}

} // namespace
} // namespace tanba::card::pcsc
