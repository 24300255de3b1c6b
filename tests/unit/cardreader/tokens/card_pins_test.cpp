#include "cardreader/apdu/pin_pad.h"
#include "cardreader/tokens/card_token.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <gmock/gmock.h>

namespace tanba::card {
namespace {

using keys::PinRole;
using test::outcome;
using testing::ElementsAre;

TEST(CardPins, Change) {
    TokenRig<test::PivModel> rig;
    keys::PinManagement& management = *rig.opened().pinManagement();
    EXPECT_TRUE(management.canChange());
    PreparedPins pins{"123456", "87654321"};
    pins.whileAsked = [&] { EXPECT_EQ(rig.slot.open, 0); };
    EXPECT_EQ(outcome(management.change(pins, nullptr)), "ok");
    EXPECT_THAT(pins.roles, ElementsAre(PinRole::Current, PinRole::New));
    EXPECT_TRUE(rig.model.pinIs("87654321"));
    EXPECT_EQ(rig.slot.resets, 1u);
}

TEST(CardPins, EverythingIsCheckedBeforeAnythingIsSent) {
    TokenRig<test::Pkcs15Model> rig;
    keys::PinManagement& management = *rig.opened().pinManagement();
    const unsigned begun = rig.slot.begun;
    const auto change = [&](const char* current, const char* next) {
        PreparedPins pins{current, next};
        return outcome(management.change(pins, nullptr));
    };
    EXPECT_EQ(change("123", "4321"), "pin.length");
    EXPECT_EQ(change("1234", "123456789"), "pin.length");
    EXPECT_EQ(change("1234", "43x1"), "pin.characters");
    EXPECT_EQ(change("1234", "1234"), "pin.same");
    PreparedPins givesUp{"1234"};
    EXPECT_EQ(outcome(management.change(givesUp, nullptr)), "cancelled");
    EXPECT_EQ(rig.slot.begun, begun);
    EXPECT_EQ(rig.model.pinsTried, 0u);
}

TEST(CardPins, WrongPinIsSentOnceAndKept) {
    TokenRig<test::Pkcs15Model> rig;
    keys::PinManagement& management = *rig.opened().pinManagement();
    PreparedPins pins{"9999", "4321"};
    EXPECT_EQ(outcome(management.change(pins, nullptr)), "pin.wrong");
    EXPECT_EQ(rig.model.pinsTried, 1u);
    EXPECT_EQ(rig.token->pinRules().triesLeft, 2);
    EXPECT_TRUE(rig.model.pinIs("1234"));
}

TEST(CardPins, Unblock) {
    TokenRig<test::PivModel> rig;
    rig.model.triesLeft = 0;
    keys::PinManagement& management = *rig.opened().pinManagement();
    EXPECT_EQ(rig.token->pinRules().triesLeft, 0);
    PreparedPins blocked{"123456"};
    EXPECT_EQ(outcome(rig.key()->open(blocked, nullptr)), "pin.blocked");
    PreparedPins wrong{"00000000", "222222"};
    EXPECT_EQ(outcome(management.unblock(wrong, nullptr)), "puk.wrong");
    EXPECT_EQ(rig.token->pinRules().triesLeft, 0);
    PreparedPins right{"12345678", "222222"};
    EXPECT_EQ(outcome(management.unblock(right, nullptr)), "ok");
    EXPECT_THAT(right.roles, ElementsAre(PinRole::Puk, PinRole::New));
    PreparedPins pins{"222222"};
    EXPECT_EQ(outcome(rig.key()->open(pins, nullptr)), "ok");
}

TEST(CardPins, IdentityCardOffersNeither) {
    TokenRig<test::KzIdModel> rig;
    keys::PinManagement& management = *rig.opened().pinManagement();
    EXPECT_FALSE(management.canChange());
    EXPECT_FALSE(management.canUnblock());
    PreparedPins pins{"1234", "4321"};
    EXPECT_EQ(outcome(management.change(pins, nullptr)), "pin.change_not_here");
    EXPECT_EQ(outcome(management.unblock(pins, nullptr)), "pin.unblock_not_here");
    EXPECT_EQ(pins.asked, 0);
}

TEST(CardPins, AnotherCardGetsNoPin) {
    TokenRig<test::Pkcs15Model> rig;
    keys::PinManagement& management = *rig.opened().pinManagement();
    test::Pkcs15Model other;
    Bytes& info = other.files.at({0x50, 0x15, 0x50, 0x32});
    info.at(10) ^= 1;
    PreparedPins pins{"1234", "4321"};
    pins.whileAsked = [&] { rig.slot.put(&other); };
    EXPECT_EQ(outcome(management.change(pins, nullptr)), "card.other_card");
    EXPECT_EQ(other.pinsTried, 0u);
}

/// A reader with keys, on which somebody types what was prepared.
class TypingPad : public PinPad {
  public:
    explicit TypingPad(test::CardModel& model) : model_(model) {}
    bool canVerify() const override { return true; }
    bool canModify() const override { return true; }
    Result<ResponseApdu> verify(const PinPadCommand& command) override {
        ++used;
        return send(command, block(command, "1234"));
    }
    Result<ResponseApdu> modify(const PinPadCommand& command) override {
        ++used;
        Bytes both = block(command, "1234");
        append(both, block(command, "4321"));
        return send(command, both);
    }

    int used = 0;
    std::optional<std::uint16_t> refusesWith;
    PinPadCommand last;

  private:
    static Bytes block(const PinPadCommand& command, std::string_view pin) {
        Bytes field = toBytes(pin);
        field.resize(command.block.blockLength, command.block.padding);
        return field;
    }
    Result<ResponseApdu> send(const PinPadCommand& command, const Bytes& data) {
        last = command;
        if (refusesWith)
            return ResponseApdu{{}, *refusesWith};
        Bytes raw{command.cla, command.ins, command.p1, command.p2, static_cast<std::uint8_t>(data.size())};
        append(raw, data);
        return parseResponse(model_.answer(raw));
    }

    test::CardModel& model_;
};

TEST(CardPins, TypedOnTheReader) {
    TokenRig<test::Pkcs15Model> rig;
    TypingPad pad(rig.model);
    rig.slot.pad = &pad;
    EXPECT_TRUE(rig.opened().pinRules().enteredOnReader);
    PreparedPins pins{};
    {
        auto session = rig.key()->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
    }
    EXPECT_TRUE(pins.seen.enteredOnReader);
    EXPECT_EQ(outcome(rig.token->pinManagement()->change(pins, nullptr)), "ok");
    EXPECT_TRUE(rig.model.pinIs("4321"));
    EXPECT_EQ(pad.used, 2);
    EXPECT_EQ(pins.asked, 2);
}

TEST(CardPins, WhatTheReaderSays) {
    TokenRig<test::KzIdModel> rig;
    TypingPad pad(rig.model);
    rig.slot.pad = &pad;
    auto key = rig.key();
    PreparedPins pins{};
    for (const auto& [status, code] :
         std::vector<std::pair<std::uint16_t, std::string>>{{0x6400, "pin.pad_timeout"},
                                                            {0x6401, "pin.pad_cancelled"},
                                                            {0x6403, "pin.length"},
                                                            {0x63C1, "pin.last_try"}}) {
        pad.refusesWith = status;
        EXPECT_EQ(outcome(key->open(pins, nullptr)), code);
    }
    EXPECT_EQ(rig.model.pinsTried, 0u);
    EXPECT_EQ(pad.last.block.padding, '0');
    EXPECT_EQ(pad.last.block.maximumLength, 4);
    pad.refusesWith.reset();
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
}

} // namespace
} // namespace tanba::card
