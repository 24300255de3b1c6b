#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11 {
namespace {

using keys::PinRole;
using test::outcome;

class PinChangeTest : public testing::Test {
  protected:
    std::string change(PreparedChange& pins, const CancelToken* cancel = nullptr) {
        const auto token = module.token();
        return token == nullptr ? "no token" : outcome(token->pinManagement()->change(pins, cancel));
    }
    std::string change(std::string_view current, std::string_view next) {
        PreparedChange pins(current, next);
        return change(pins);
    }

    TestModule module;
};

TEST_F(PinChangeTest, TheNewOneOpensAndTheOldOneNoLonger) {
    PreparedChange pins(kRightPin, "new-PIN");
    EXPECT_EQ(change(pins), "ok");
    EXPECT_EQ(pins.asked, (std::vector<PinRole>{PinRole::Current, PinRole::New}));
    EXPECT_EQ(module.calls("C_SetPIN"), 1);
    EXPECT_EQ(module.calls("C_Login"), 0);
    PreparedPin old(kRightPin);
    PreparedPin next("new-PIN");
    EXPECT_EQ(outcome(module.key()->open(old, nullptr)), "pin.wrong_count_unknown");
    EXPECT_EQ(outcome(module.key()->open(next, nullptr)), "ok");
}

TEST_F(PinChangeTest, AWrongOneIsSentExactlyOnce) {
    EXPECT_EQ(change("87654321", "new-PIN"), "pin.wrong_count_unknown");
    EXPECT_EQ(module.calls("C_SetPIN"), 1);
    module.tell("pin", "final");
    EXPECT_EQ(change("87654321", "new-PIN"), "pin.last_try");
    module.tell("pin", "locked");
    EXPECT_EQ(change("87654321", "new-PIN"), "pin.blocked");
    EXPECT_EQ(module.calls("C_SetPIN"), 2);
}

TEST_F(PinChangeTest, WhatTheTokenWouldNotTakeIsNotSent) {
    EXPECT_EQ(change(kRightPin, "123"), "pin.length");
    EXPECT_EQ(change("123", "new-PIN"), "pin.length");
    EXPECT_EQ(change(kRightPin, kRightPin), "pin.same");
    EXPECT_EQ(change(kRightPin, "12345678901234567"), "pin.length");
    EXPECT_EQ(module.calls("C_SetPIN"), 0);
}

TEST_F(PinChangeTest, WhatTheTokenAnswers) {
    for (const std::string returned : {"0xa1", "0xa2", "0x1c3"}) {
        module.tell("error_in", "C_SetPIN:" + returned);
        EXPECT_EQ(change(kRightPin, "new-PIN"), "pin.new_refused") << returned;
    }
    module.tell("error_in", "C_SetPIN:0xe2");
    EXPECT_EQ(change(kRightPin, "new-PIN"), "pin.change_not_here");
    module.tell("error_in", "");
    module.tell("set_pin", "no");
    EXPECT_EQ(change(kRightPin, "new-PIN"), "pin.change_not_here");
}

TEST_F(PinChangeTest, OnTheReader) {
    module.tell("reader", "yes");
    PreparedChange pins("unused", "unused");
    EXPECT_EQ(change(pins), "ok");
    EXPECT_EQ(pins.asked.size(), 2u);
    EXPECT_EQ(module.calls("C_SetPIN"), 1);
}

TEST_F(PinChangeTest, Cancelled) {
    CancelToken cancel;
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    cancel.cancel();
    PreparedChange pins(kRightPin, "new-PIN");
    EXPECT_EQ(outcome(token->pinManagement()->change(pins, &cancel)), "cancelled");
    EXPECT_EQ(module.calls("C_SetPIN"), 0);
}

TEST_F(PinChangeTest, NotWhereTheTokenIsReadOnlyAndUnblockingNowhere) {
    const auto writable = module.token();
    ASSERT_NE(writable, nullptr);
    EXPECT_TRUE(writable->pinManagement()->canChange());
    EXPECT_FALSE(writable->pinManagement()->canUnblock());
    PreparedChange pins(kRightPin, "new-PIN");
    EXPECT_EQ(outcome(writable->pinManagement()->unblock(pins, nullptr)), "pin.unblock_not_here");
    module.tell("read_only", "yes");
    const auto readOnly = module.token();
    ASSERT_NE(readOnly, nullptr);
    EXPECT_FALSE(readOnly->pinManagement()->canChange());
    EXPECT_EQ(outcome(readOnly->pinManagement()->change(pins, nullptr)), "pin.change_not_here");
    EXPECT_TRUE(pins.asked.empty());
}

} // namespace
} // namespace tanba::pkcs11
