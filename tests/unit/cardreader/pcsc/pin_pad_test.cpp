#include "cardreader/apdu/pin_pad.h"

#include "tests/unit/cardreader/pcsc/pcsc_fixture.h"

namespace tanba::card::pcsc {
namespace {

class PinPad : public PcscTest {
  protected:
    PinPad() {
        insert();
        pad.verify = [this](ByteView structure) {
            typed = Bytes(structure.begin(), structure.end());
            return answer;
        };
        pad.modify = pad.verify;
        pcsc.setPad(kReader, pad);
    }
    const PinPadCommand verifyCommand{0x00, 0x20, 0x00, 0x80, {4, 8, 8, 0xFF}};

    test::ScriptedPad pad;
    Bytes typed;
    Bytes answer{0x90, 0x00};
};

TEST_F(PinPad, VerifyAndModify) {
    const auto session = open();
    card::PinPad* keys = session->pinPad();
    ASSERT_NE(keys, nullptr);
    EXPECT_TRUE(keys->canVerify());
    EXPECT_TRUE(keys->canModify());
    EXPECT_EQ(keys->verify(verifyCommand).value().status, 0x9000);
    EXPECT_EQ(typed.size(), 19u + 13u);
    EXPECT_EQ(keys->modify(verifyCommand).value().status, 0x9000);
    EXPECT_EQ(typed.size(), 24u + 21u);
    EXPECT_EQ(session->pinPad(), keys);
    // Features and properties are asked for once.
    EXPECT_EQ(pcsc.countOf("control"), 5u);
    EXPECT_EQ(pcsc.apduCount(), 0u);
}

TEST_F(PinPad, AnswersOfCardAndReader) {
    const auto session = open();
    for (const int status : {0x63C2, 0x6983, 0x6400, 0x6401, 0x6402, 0x6403}) {
        answer = {static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status & 0xFF)};
        EXPECT_EQ(session->pinPad()->verify(verifyCommand).value().status, status);
    }
}

TEST_F(PinPad, CancelAndTimeoutThatDriversReportAsCodes) {
    const auto session = open();
    card::PinPad* keys = session->pinPad();
    ASSERT_NE(keys, nullptr);
    pcsc.failNext("control", Code::CancelledByUser);
    EXPECT_EQ(keys->verify(verifyCommand).value().status, 0x6401);
    pcsc.failNext("control", Code::Timeout);
    EXPECT_EQ(keys->verify(verifyCommand).value().status, 0x6400);
}

TEST_F(PinPad, ShortAnswersAreNoAnswers) {
    const auto session = open();
    answer = {0x90};
    EXPECT_EQ(outcome(session->pinPad()->verify(verifyCommand)), "card.answer_malformed");
}

TEST_F(PinPad, CardPulledWhileThePersonTypes) {
    pad.verify = [this](ByteView) {
        pcsc.pull(kReader);
        return Bytes{};
    };
    pcsc.setPad(kReader, pad);
    const auto session = open();
    EXPECT_EQ(outcome(session->pinPad()->verify(verifyCommand)), "card.removed");
}

TEST_F(PinPad, AResetBeforeTheFirstEntryIsNotMadeGoodBehindThePersonsBack) {
    const auto session = open();
    card::PinPad* keys = session->pinPad();
    pcsc.resetByOther(kReader);
    EXPECT_EQ(outcome(keys->verify(verifyCommand)), "card.reset");
    EXPECT_TRUE(typed.empty());
}

TEST_F(PinPad, ReaderThatOnlyVerifies) {
    pad.modify = nullptr;
    pcsc.setPad(kReader, pad);
    const auto session = open();
    EXPECT_TRUE(session->pinPad()->canVerify());
    EXPECT_FALSE(session->pinPad()->canModify());
    EXPECT_EQ(outcome(session->pinPad()->modify(verifyCommand)), "card.not_for_this_driver");
}

TEST_F(PinPad, PlainReaderHasNone) {
    pad.verify = nullptr;
    pad.modify = nullptr;
    pcsc.setPad(kReader, pad);
    EXPECT_EQ(open()->pinPad(), nullptr);
}

TEST_F(PinPad, ReadersThatRefuseTheQuestionHaveNone) {
    for (const Code code : {Code::UnsupportedFeature, Code::ReaderUnsupported, Code::InvalidParameter}) {
        const auto session = open();
        pcsc.failNext("control", code);
        EXPECT_EQ(session->pinPad(), nullptr);
        EXPECT_EQ(outcome(session->transmit(challenge())), "ok");
    }
}

TEST_F(PinPad, ADisturbedQuestionIsNoAnswer) {
    for (const Code code : {Code::CommError, Code::NotTransacted, Code::CommDataLost, Code::UnknownError}) {
        const auto session = open();
        pcsc.failNext("control", code);
        EXPECT_EQ(session->pinPad(), nullptr);
        EXPECT_EQ(outcome(session->transmit(challenge())), "card.io");
    }
    EXPECT_EQ(asked, 0);
    EXPECT_NE(open()->pinPad(), nullptr);
}

TEST_F(PinPad, LiarsHaveNone) {
    pad.vendor = 0x076B;
    pad.product = 0x3031;
    pcsc.setPad(kReader, pad);
    EXPECT_EQ(open()->pinPad(), nullptr);
}

} // namespace
} // namespace tanba::card::pcsc
