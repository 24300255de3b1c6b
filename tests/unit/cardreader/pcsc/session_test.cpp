#include "tests/unit/cardreader/pcsc/pcsc_fixture.h"

namespace tanba::card::pcsc {
namespace {

using namespace std::chrono_literals;

class Session : public PcscTest {
  protected:
    Session() { insert(); }
    /// Two commands, the trouble at the second.
    std::string secondCommand(When when, Trouble trouble) {
        session = open();
        pcsc.trouble(2, when, trouble);
        EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
        return outcome(session->transmit(challenge()));
    }

    std::unique_ptr<CardSession> session;
};

class SessionOnWindows : public PcscTest {
  protected:
    SessionOnWindows() : PcscTest(Habits::Windows) { insert(); }
};

TEST_F(Session, CommandsAndAnswers) {
    session = open();
    const auto response = session->transmit(challenge());
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(toHex(response.value().data), "1122334455667788");
    EXPECT_EQ(session->transmit(CommandApdu(0, 0xB0, 0, 0)).value().status, 0x6D00);
    EXPECT_EQ(toHex(pcsc.apdus().at(0)), "0084000008");
    EXPECT_EQ(session->pinPad(), nullptr);
}

TEST_F(Session, T0CardsGetT0Commands) {
    ScriptedCard t0 = card();
    t0.protocol = Protocol::T0;
    pcsc.swap(kReader, t0);
    session = open();
    EXPECT_EQ(
        outcome(session->transmit(CommandApdu(0, 0x88, 0, 0).withData(Bytes{1, 2}).expecting(kAnyLength))),
        "ok");
    EXPECT_EQ(toHex(pcsc.apdus().at(0)), "00880000020102");
}

TEST_F(Session, MoreDataAndWrongLength) {
    ScriptedCard plain = card();
    ScriptedCard talkative = plain;
    talkative.answer = test::withMoreData(plain.answer, 3);
    pcsc.swap(kReader, talkative);
    session = open();
    EXPECT_EQ(toHex(session->transmit(challenge()).value().data), "1122334455667788");
    EXPECT_EQ(pcsc.apduCount(), 4u);
    session.reset();

    ScriptedCard exact = plain;
    exact.answer = test::withExactLength(plain.answer);
    pcsc.swap(kReader, exact);
    session = open();
    const auto response = session->transmit(CommandApdu(0, 0x84, 0, 0).expecting(kAnyLength));
    EXPECT_EQ(toHex(response.value().data), "1122334455667788");
    EXPECT_EQ(pcsc.apduCount(), 6u);
}

TEST_F(Session, PulledWhileIdle) {
    // Before anybody is in a transaction: the next session finds no card.
    session = open();
    session.reset();
    pcsc.pull(kReader);
    EXPECT_EQ(outcome(begin()), "card.absent");
    insert();
    EXPECT_EQ(outcome(begin()), "ok");
}

TEST_F(Session, RemovedCardIsSaidAtOnce) {
    session = open();
    pcsc.failWith(1, Code::RemovedCard);
    const auto start = pcsc.clock().now();
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
    EXPECT_EQ(pcsc.clock().now(), start);
}

TEST_F(Session, PulledDuringATransaction) {
    for (const When when : {When::Before, When::During}) {
        const auto start = pcsc.clock().now();
        EXPECT_EQ(secondCommand(when, Trouble::Pull), "card.removed");
        // The service claims the card for 0.4 s.
        EXPECT_EQ(pcsc.clock().now() - start, 500ms);
        session.reset();
        insert();
    }
}

TEST_F(Session, PulledAfterACommand) {
    EXPECT_EQ(secondCommand(When::After, Trouble::Pull), "ok");
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
}

TEST_F(Session, PulledInMidCommandMayAnswerSuccessWithNothing) {
    EXPECT_EQ(secondCommand(When::During, Trouble::PullSilently), "card.removed");
    EXPECT_EQ(asked, 2);
}

TEST_F(Session, AShortAnswerOfACardThatIsStillThere) {
    for (const Bytes& raw : {Bytes{}, Bytes{0x90}}) {
        session.reset();
        session = open();
        pcsc.answerWith(1, raw);
        const auto response = session->transmit(challenge());
        EXPECT_EQ(outcome(response), "card.answer_malformed");
        EXPECT_EQ(response.failure().subject, kReader);
    }
}

TEST_F(Session, NotTransactedWithTheCardStillThereIsABadLine) {
    session = open();
    pcsc.failWith(1, Code::NotTransacted);
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.io");
}

TEST_F(Session, SwappedInATransaction) {
    session = open();
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    pcsc.swap(kReader, card());
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
    EXPECT_EQ(asked, 1);
    session.reset();
    EXPECT_EQ(outcome(begin()), "ok");
}

TEST_F(Session, ReaderUnplugged) {
    for (const When when : {When::Before, When::During}) {
        EXPECT_EQ(secondCommand(when, Trouble::UnplugReader), "reader.removed");
        session.reset();
        pcsc.plug(kReader);
        insert();
    }
    EXPECT_EQ(secondCommand(When::After, Trouble::UnplugReader), "ok");
    EXPECT_EQ(outcome(session->transmit(challenge())), "reader.removed");
}

TEST_F(Session, ServiceDies) {
    for (const When when : {When::Before, When::During}) {
        EXPECT_EQ(secondCommand(when, Trouble::KillService), "reader.service_off");
        EXPECT_EQ(outcome(begin()), "reader.service_off");
        session.reset();
        pcsc.startService();
        EXPECT_EQ(outcome(begin()), "ok");
    }
}

TEST_F(Session, ServiceDiesBehindACommunicationError) {
    session = open();
    pcsc.failWith(1, Code::CommError);
    pcsc.failNext("wait", Code::CommError);
    EXPECT_EQ(outcome(session->transmit(challenge())), "reader.service_off");
}

TEST_F(SessionOnWindows, ServiceStops) {
    const auto session = open();
    pcsc.stopService();
    EXPECT_EQ(outcome(session->transmit(challenge())), "reader.service_off");
}

TEST_F(Session, ResetByAnotherProgramBeforeTheFirstCommandIsMadeGood) {
    session = open();
    pcsc.trouble(1, When::Before, Trouble::ResetByOther);
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(pcsc.countOf("connect " + kReader), 2u);
}

TEST_F(Session, ResetIsMadeGoodOnlyOnce) {
    session = open();
    pcsc.trouble(1, When::Before, Trouble::ResetByOther);
    pcsc.trouble(2, When::Before, Trouble::ResetByOther);
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.reset");
    EXPECT_EQ(asked, 0);
}

TEST_F(Session, AResetStillHappensAfterTheCardWasOpenedAnew) {
    session = open();
    session->endWithReset();
    pcsc.trouble(1, When::Before, Trouble::ResetByOther);
    EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    session.reset();
    EXPECT_EQ(pcsc.countOf("end reset"), 2u);
    EXPECT_GE(forgot, 1);
}

TEST_F(Session, AnotherCardAfterTheResetIsNotTakenForTheFirst) {
    session = open();
    pcsc.failWith(1, Code::ResetCard);
    pcsc.swap(kReader, card("3b8a8001"));
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.reset");
    EXPECT_EQ(toHex(session->atr()), "3b80800101");
    EXPECT_EQ(asked, 0);
}

TEST_F(Session, ResetAfterACommandEndsTheAction) {
    EXPECT_EQ(secondCommand(When::Before, Trouble::ResetByOther), "card.reset");
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(pcsc.countOf("connect " + kReader), 1u);
}

TEST_F(Session, AfterAFailureNothingReachesTheCard) {
    session = open();
    pcsc.failWith(1, Code::RemovedCard);
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
    EXPECT_EQ(outcome(session->transmit(challenge())), "card.removed");
    EXPECT_EQ(session->pinPad(), nullptr);
    EXPECT_EQ(pcsc.apduCount(), 1u);
}

TEST_F(Session, EveryWayOutGivesEverythingBack) {
    const auto run = [&](When when, Trouble trouble) {
        static_cast<void>(secondCommand(when, trouble));
        session->endWithReset();
        session.reset();
        EXPECT_TRUE(pcsc.untilAllClosed());
    };
    run(When::During, Trouble::ResetByOther);
    run(When::During, Trouble::Pull);
    insert();
    run(When::During, Trouble::UnplugReader);
    pcsc.plug(kReader);
    insert();
    run(When::During, Trouble::KillService);
}

TEST_F(Session, CardsThatSayTheyDoNotChainAreBelieved) {
    const Bytes data(300, 0);
    session = open();
    EXPECT_EQ(session->transmit(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data)).value().status, 0x6D00);
    EXPECT_EQ(pcsc.apdus().back().at(0), 0x10);
    session.reset();
    pcsc.swap(kReader, card("3bfa1800ff8031fe450031807394410000900090"));
    session = open();
    EXPECT_EQ(outcome(session->transmit(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data))),
              "card.not_for_this_driver");
}

TEST_F(Session, ExtendedLengthNeedsCardReaderAndSetting) {
    const std::string able = "3bfd1300008131fe158073c021c057597562694b657940";
    const Bytes data(300, 0);
    const auto readerOf = [&](std::uint32_t largestApdu) {
        test::ScriptedPad reader;
        reader.largestApdu = largestApdu;
        pcsc.setPad(kReader, reader);
    };
    const auto firstByteOf = [&](SlotSettings settings) {
        PcscCardSlot choosy(pcsc, pcsc.clock(), kReader, settings);
        const auto opened = choosy.begin(nullptr);
        EXPECT_EQ(outcome(opened), "ok");
        static_cast<void>(opened.value()->transmit(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data)));
        return pcsc.apdus().back().at(0);
    };
    readerOf(65536);
    pcsc.swap(kReader, card(able));
    EXPECT_EQ(firstByteOf({ExtendedLength::Never}), 0x10);
    EXPECT_EQ(firstByteOf({ExtendedLength::WhereAllowed}), 0x00);
    readerOf(256);
    EXPECT_EQ(firstByteOf({ExtendedLength::WhereAllowed}), 0x10);
    readerOf(65536);
    pcsc.swap(kReader, card());
    EXPECT_EQ(firstByteOf({ExtendedLength::WhereAllowed}), 0x10);
}

} // namespace
} // namespace tanba::card::pcsc
