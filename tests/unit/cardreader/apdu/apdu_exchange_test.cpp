#include "cardreader/apdu/apdu_exchange.h"

#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <deque>

namespace tanba::card {
namespace {

using test::outcome;

/// A card that expects exactly these commands in this order.
class Script {
  public:
    void expect(const std::string& command, const std::string& answer) {
        lines_.push_back({command, answer});
    }
    RawTransmit transmit() {
        return [this](ByteView command) -> Result<Bytes> {
            sent.push_back(toHex(command));
            if (lines_.empty()) {
                ADD_FAILURE() << "unscripted: " << sent.back();
                return fail(FailureCode::CardIo);
            }
            const auto line = lines_.front();
            lines_.pop_front();
            EXPECT_EQ(sent.back(), line.first);
            if (line.second == "fails")
                return fail(FailureCode::CardRemoved);
            return fromHex(line.second);
        };
    }
    ~Script() { EXPECT_TRUE(lines_.empty()) << lines_.size() << " commands were not sent"; }

    std::vector<std::string> sent;

  private:
    std::deque<std::pair<std::string, std::string>> lines_;
};

ExchangeSettings t0() {
    return {TransmissionProtocol::T0, CommandChaining::Allowed, 0};
}

class Exchange : public testing::Test {
  protected:
    Result<ResponseApdu> run(const CommandApdu& command) {
        return exchangeApdu(script.transmit(), settings, command);
    }
    static CommandApdu select() { return CommandApdu(0x00, 0xA4, 0x00, 0x0C).withData(Bytes{0x3F, 0x00}); }
    static CommandApdu read() { return CommandApdu(0x00, 0xB0, 0x00, 0x00).expecting(kAnyLength); }

    Script script;
    ExchangeSettings settings;
};

TEST_F(Exchange, PlainAnswer) {
    script.expect("00b0000000", "0102039000");
    const auto response = run(read());
    ASSERT_TRUE(response.ok());
    EXPECT_TRUE(response.value().ok());
    EXPECT_EQ(toHex(response.value().data), "010203");
}

TEST_F(Exchange, AStatusWordIsAnAnswer) {
    script.expect("00a4000c023f00", "6a82");
    const auto response = run(select());
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response.value().status, 0x6A82);
    EXPECT_FALSE(response.value().ok());
}

TEST_F(Exchange, FewerThanTwoBytesAreNoAnswer) {
    script.expect("00b0000000", "");
    EXPECT_EQ(outcome(run(read())), "card.answer_malformed");
    script.expect("00b0000000", "90");
    EXPECT_EQ(outcome(run(read())), "card.answer_malformed");
}

TEST_F(Exchange, FailuresOfTheLineAreHandedOn) {
    script.expect("00b0000000", "fails");
    EXPECT_EQ(outcome(run(read())), "card.removed");
}

TEST_F(Exchange, MoreDataIsFetched) {
    settings = t0();
    script.expect("00cb3fff03010203", "6100");
    script.expect("00c0000000", toHex(Bytes(256, 0xAA)) + "610f");
    script.expect("00c000000f", toHex(Bytes(15, 0xBB)) + "9000");
    const auto response =
        run(CommandApdu(0x00, 0xCB, 0x3F, 0xFF).withData(Bytes{1, 2, 3}).expecting(kAnyLength));
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response.value().data.size(), 271u);
    EXPECT_TRUE(response.value().ok());
}

TEST_F(Exchange, MoreDataAfterTheFirstPiece) {
    script.expect("00b0000000", "0161"
                                "02");
    script.expect("00c0000002", "02039000");
    EXPECT_EQ(toHex(run(read()).value().data), "010203");
}

TEST_F(Exchange, GetResponseKeepsTheChannelOnly) {
    script.expect("13ca000000", "6101");
    script.expect("03c0000001", "aa9000");
    EXPECT_TRUE(run(CommandApdu(0x13, 0xCA, 0, 0).expecting(kAnyLength)).ok());
    script.expect("80ca000000", "6101");
    script.expect("00c0000001", "aa9000");
    EXPECT_TRUE(run(CommandApdu(0x80, 0xCA, 0, 0).expecting(kAnyLength)).ok());
}

TEST_F(Exchange, AnErrorWhileFetchingIsTheAnswer) {
    script.expect("00b0000000", "016110");
    script.expect("00c0000010", "6f00");
    EXPECT_EQ(run(read()).value().status, 0x6F00);
    script.expect("00b0000000", "016110");
    script.expect("00c0000010", "fails");
    EXPECT_EQ(outcome(run(read())), "card.removed");
}

TEST_F(Exchange, WrongLengthIsRepeatedOnce) {
    script.expect("00b0000000", "6c03");
    script.expect("00b0000003", "0102039000");
    EXPECT_EQ(toHex(run(read()).value().data), "010203");
    script.expect("00b0000000", "6c03");
    script.expect("00b0000003", "6c04");
    EXPECT_EQ(run(read()).value().status, 0x6C04);
}

TEST_F(Exchange, WrongLengthOfGetResponse) {
    settings = t0();
    script.expect("00b0000000", "6110");
    script.expect("00c0000010", "6c02");
    script.expect("00c0000002", "01029000");
    EXPECT_EQ(toHex(run(read()).value().data), "0102");
}

TEST_F(Exchange, WrongLengthToACommandWithoutLeIsTheAnswer) {
    script.expect("00a4000c023f00", "6c10");
    EXPECT_EQ(run(select()).value().status, 0x6C10);
}

TEST_F(Exchange, CommandsThatSpendATryAreSentOnce) {
    for (const int ins : {0x20, 0x21, 0x24, 0x2C}) {
        const Bytes header{0x00, static_cast<std::uint8_t>(ins), 0x00, 0x80, 0x04, 1, 2, 3, 4, 0x00};
        script.expect(toHex(header), "6c02");
        const auto response =
            run(CommandApdu(0, header[1], 0, 0x80).withData(Bytes{1, 2, 3, 4}).expecting(kAnyLength));
        EXPECT_EQ(response.value().status, 0x6C02);
    }
    EXPECT_EQ(script.sent.size(), 4u);
}

TEST_F(Exchange, EndlessAnswersEnd) {
    int sent = 0;
    const RawTransmit endless = [&](ByteView) -> Result<Bytes> {
        ++sent;
        Bytes answer(256, 0x11);
        append(answer, Bytes{0x61, 0x00});
        return answer;
    };
    EXPECT_EQ(outcome(exchangeApdu(endless, settings, read())), "card.answer_malformed");
    EXPECT_LE(sent, 260);
    sent = 0;
    const RawTransmit empty = [&](ByteView) -> Result<Bytes> {
        ++sent;
        return Bytes{0x61, 0x01};
    };
    EXPECT_EQ(outcome(exchangeApdu(empty, settings, read())), "card.answer_malformed");
    EXPECT_LE(sent, 1100);
}

TEST_F(Exchange, T0LeavesOutTheLeOfCase4) {
    settings = t0();
    script.expect("00880200020102", "9000");
    EXPECT_TRUE(run(CommandApdu(0, 0x88, 2, 0).withData(Bytes{1, 2}).expecting(kAnyLength)).ok());
}

TEST_F(Exchange, LongCommandsAreChained) {
    Bytes data(520, 0x00);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>(i);
    const ByteView all(data);
    script.expect("102a9e9aff" + toHex(all.subspan(0, 255)), "9000");
    script.expect("102a9e9aff" + toHex(all.subspan(255, 255)), "9000");
    script.expect("002a9e9a0a" + toHex(all.subspan(510)) + "00", "aabb9000");
    EXPECT_EQ(toHex(run(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data).expecting(kAnyLength)).value().data),
              "aabb");
}

TEST_F(Exchange, AChainEndsWithTheFirstRefusal) {
    const Bytes data(600, 0x00);
    script.expect("102a9e9aff" + toHex(Bytes(255, 0)), "6884");
    EXPECT_EQ(run(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data)).value().status, 0x6884);
}

TEST_F(Exchange, CardsThatDoNotChainGetNoLongCommands) {
    settings.chaining = CommandChaining::Refused;
    const Bytes data(256, 0x00);
    EXPECT_EQ(outcome(run(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data))), "card.not_for_this_driver");
    settings.chaining = CommandChaining::Allowed;
    const Bytes tooMuch(70000, 0x00);
    EXPECT_EQ(outcome(run(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(tooMuch))), "card.not_for_this_driver");
    EXPECT_TRUE(script.sent.empty());
}

TEST_F(Exchange, ExtendedLengthOnlyWhereAllowedAndNeeded) {
    settings.extendedLimit = 1000;
    script.expect("00b0000000", "9000");
    EXPECT_TRUE(run(read()).ok());
    const Bytes data(300, 0x00);
    script.expect("002a9e9a00012c" + toHex(data), "9000");
    EXPECT_TRUE(run(CommandApdu(0, 0x2A, 0x9E, 0x9A).withData(data)).ok());
    script.expect("00b00000000800", "9000");
    EXPECT_TRUE(run(CommandApdu(0, 0xB0, 0, 0).expecting(2048)).ok());
    settings.extendedLimit = 0;
    script.expect("00b0000000", "9000");
    EXPECT_TRUE(run(CommandApdu(0, 0xB0, 0, 0).expecting(2048)).ok());
}

} // namespace
} // namespace tanba::card
