#include "cardreader/drivers/guarded_session.h"

#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <array>

namespace tanba::card {
namespace {

using test::outcome;

constexpr std::array<AllowedCommand, 2> kAllowed{{{.ins = 0xA4}, {.ins = 0x20, .p1 = 0x00, .p2 = 0x02}}};

/// A card to which nothing may come.
struct Untouched {
    test::ModelSession session{[](ByteView) -> Bytes {
                                   ADD_FAILURE() << "a command reached the card";
                                   return {0x6F, 0x00};
                               },
                               {}};
    GuardedSession guarded{session, kAllowed};
};

TEST(GuardedSession, OnlyTheListPasses) {
    Untouched card;
    unsigned refused = 0;
    for (unsigned ins = 0; ins < 256; ++ins) {
        if (ins == 0xA4 || ins == 0x20)
            continue;
        const auto answer =
            card.guarded.transmit(CommandApdu(0x00, static_cast<std::uint8_t>(ins), 0x00, 0x02));
        EXPECT_EQ(outcome(answer), "card.command_forbidden") << ins;
        ++refused;
    }
    EXPECT_EQ(refused, 254u);
    EXPECT_EQ(card.session.transmitted, 0u);
}

TEST(GuardedSession, ParametersClassAndEmptyVerifyAreLookedAt) {
    Untouched card;
    const auto verify = [&](std::uint8_t cla, std::uint8_t p1, std::uint8_t p2, ByteView data) {
        return outcome(card.guarded.transmit(CommandApdu(cla, 0x20, p1, p2).withData(data)));
    };
    const Bytes pin(8, '0');
    EXPECT_EQ(verify(0x00, 0x00, 0x01, pin), "card.command_forbidden");
    EXPECT_EQ(verify(0x00, 0x01, 0x02, pin), "card.command_forbidden");
    EXPECT_EQ(verify(0x80, 0x00, 0x02, pin), "card.command_forbidden");
    EXPECT_EQ(verify(0x00, 0x00, 0x02, {}), "card.command_forbidden");
}

TEST(GuardedSession, LetsTheListThrough) {
    test::ModelSession session([](ByteView) { return Bytes{0x90, 0x00}; }, {});
    GuardedSession guarded(session, kAllowed);
    EXPECT_TRUE(guarded.transmit(CommandApdu(0x00, 0xA4, 0x08, 0x0C)).value().ok());
    EXPECT_TRUE(guarded.transmit(CommandApdu(0x00, 0x20, 0x00, 0x02).withData(Bytes(8, '0'))).value().ok());
    EXPECT_EQ(session.transmitted, 2u);
}

class CountingPad : public PinPad {
  public:
    bool canVerify() const override { return true; }
    bool canModify() const override { return true; }
    Result<ResponseApdu> verify(const PinPadCommand&) override { return ++used, ResponseApdu{{}, 0x9000}; }
    Result<ResponseApdu> modify(const PinPadCommand&) override { return ++used, ResponseApdu{{}, 0x9000}; }
    int used = 0;
};

TEST(GuardedSession, TheReadersKeysAreGuardedToo) {
    Untouched card;
    EXPECT_EQ(card.guarded.pinPad(), nullptr);
    CountingPad pad;
    card.session.pad = &pad;
    PinPad* const guarded = card.guarded.pinPad();
    ASSERT_NE(guarded, nullptr);
    EXPECT_EQ(outcome(guarded->modify({.ins = 0x24, .p2 = 0x02, .block = {}})), "card.command_forbidden");
    EXPECT_EQ(outcome(guarded->verify({.ins = 0x2C, .p2 = 0x02, .block = {}})), "card.command_forbidden");
    EXPECT_EQ(pad.used, 0);
    EXPECT_EQ(outcome(guarded->verify({.ins = 0x20, .p2 = 0x02, .block = {}})), "ok");
    EXPECT_EQ(pad.used, 1);
}

} // namespace
} // namespace tanba::card
