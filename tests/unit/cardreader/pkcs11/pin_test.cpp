#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <gtest/gtest.h>

#include <functional>

namespace tanba::pkcs11 {
namespace {

using test::outcome;

/// Does something to the token while the person types.
class MeanwhilePin : public PreparedPin {
  public:
    MeanwhilePin(std::string_view pin, std::function<void()> meanwhile)
        : PreparedPin(pin), meanwhile_(std::move(meanwhile)) {}
    Result<SecretBytes> pin(const std::string& tokenLabel, const keys::PinRules& pinRules) override {
        meanwhile_();
        return PreparedPin::pin(tokenLabel, pinRules);
    }

  private:
    std::function<void()> meanwhile_;
};

class TokenPin : public testing::Test {
  protected:
    TestModule module;
    PreparedPin right{kRightPin};
    PreparedPin wrong{"87654321"};
};

TEST_F(TokenPin, IsAskedOncePerSession) {
    const auto session = module.key()->open(right, nullptr);
    ASSERT_TRUE(session.ok());
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
    EXPECT_EQ(right.asked, 1);
    EXPECT_EQ(right.label, "ҚОЛТАҢБА");
    EXPECT_EQ(right.rules.minimumLength, 4u);
    EXPECT_EQ(right.rules.maximumLength, 16u);
    EXPECT_FALSE(right.rules.enteredOnReader || right.rules.countLow || right.rules.lastTry);
    EXPECT_FALSE(right.rules.triesLeft.has_value());
    EXPECT_EQ(module.calls("C_Login"), 1);
}

TEST_F(TokenPin, AWrongOneIsSentExactlyOnce) {
    EXPECT_EQ(outcome(module.key()->open(wrong, nullptr)), "pin.wrong_count_unknown");
    EXPECT_EQ(wrong.asked, 1);
    EXPECT_EQ(module.calls("C_Login"), 1);
    EXPECT_EQ(module.calls("C_SignInit"), 0);
}

TEST_F(TokenPin, FlagsBeforeAndAfter) {
    module.tell("pin", "low");
    EXPECT_EQ(outcome(module.key()->open(wrong, nullptr)), "pin.wrong_count_unknown");
    EXPECT_TRUE(wrong.rules.countLow);
    EXPECT_FALSE(wrong.rules.lastTry);
    MeanwhilePin lastOne("87654321", [this] { module.tell("pin", "final"); });
    EXPECT_EQ(outcome(module.key()->open(lastOne, nullptr)), "pin.last_try");
    MeanwhilePin blocking("87654321", [this] { module.tell("pin", "locked"); });
    EXPECT_EQ(outcome(module.key()->open(blocking, nullptr)), "pin.blocked");
    EXPECT_TRUE(blocking.rules.lastTry);
    EXPECT_EQ(module.calls("C_Login"), 3);
}

TEST_F(TokenPin, ALockedTokenAsksNobody) {
    module.tell("pin", "locked");
    EXPECT_EQ(outcome(module.key()->open(right, nullptr)), "pin.blocked");
    EXPECT_EQ(right.asked, 0);
    EXPECT_EQ(module.calls("C_Login"), 0);
}

TEST_F(TokenPin, OfTheWrongLengthIsNotSent) {
    for (const std::string_view pin : {"", "123", "12345678901234567"}) {
        PreparedPin source(pin);
        const auto opened = module.key()->open(source, nullptr);
        EXPECT_EQ(outcome(opened), "pin.length") << pin;
        EXPECT_EQ(opened.failure().subject, "4-16");
        EXPECT_EQ(source.asked, 1);
    }
    module.tell("longest", "0");
    PreparedPin endless(std::string(257, '1'));
    EXPECT_EQ(outcome(module.key()->open(endless, nullptr)), "pin.length");
    EXPECT_EQ(module.calls("C_Login"), 0);
}

TEST_F(TokenPin, TypedOnTheReader) {
    module.tell("reader", "yes");
    const auto key = module.key();
    const auto session = key->open(right, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_TRUE(right.rules.enteredOnReader);
    EXPECT_EQ(right.asked, 1);
    EXPECT_EQ(module.calls("login on the reader"), 1);
    EXPECT_EQ(module.calls("login with a PIN"), 0);
    module.tell("error_in", "C_Login:0x50");
    EXPECT_EQ(outcome(key->open(right, nullptr)), "pin.pad_cancelled");
    module.tell("reader", "no");
    EXPECT_EQ(outcome(key->open(right, nullptr)), "cancelled");
}

TEST_F(TokenPin, GivingUp) {
    right.givesUp = true;
    EXPECT_EQ(outcome(module.key()->open(right, nullptr)), "cancelled");
    CancelToken cancel;
    PreparedPin cancelling(kRightPin);
    cancelling.cancelWith = &cancel;
    EXPECT_EQ(outcome(module.key()->open(cancelling, &cancel)), "cancelled");
    EXPECT_EQ(module.calls("C_Login"), 0);
}

TEST_F(TokenPin, WhatLoginReturns) {
    const std::vector<std::pair<std::string, std::string>> table = {{"0xa0", "pin.wrong_count_unknown"},
                                                                    {"0xa1", "pin.characters"},
                                                                    {"0xa2", "pin.length"},
                                                                    {"0xa3", "pin.unusable"},
                                                                    {"0xa4", "pin.blocked"},
                                                                    {"0x102", "pin.unusable"},
                                                                    {"0xb1", "token.sessions_exhausted"},
                                                                    {"0x2", "memory.exhausted"},
                                                                    {"0x54", "module.mechanism"},
                                                                    {"0x7", "module.failed"},
                                                                    {"0x80001234", "module.failed"}};
    const auto key = module.key();
    for (const auto& [returned, code] : table) {
        module.tell("error_in", "C_Login:" + returned);
        module.forgetCalls();
        const auto session = key->open(right, nullptr);
        EXPECT_EQ(outcome(session), code) << returned;
        EXPECT_EQ(session.failure().detail, "C_Login: CKR " + returned);
        EXPECT_EQ(module.calls("C_Login"), 1) << returned;
    }
}

TEST_F(TokenPin, BeforeEachSignatureWhereTheKeyWantsIt) {
    module.tell("always_authenticate", "yes");
    const auto key = module.key();
    const auto session = key->open(right, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(right.asked, 1);
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest("2"))), "ok");
    EXPECT_EQ(right.asked, 3);
    EXPECT_EQ(module.calls("C_Login"), 3);
}

TEST_F(TokenPin, AWrongOneBeforeASignatureEndsTheSession) {
    module.tell("always_authenticate", "yes");
    MeanwhilePin pins(kRightPin, [] {});
    const auto session = module.key()->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    module.putBeside("pin", toBytes("no PIN comes to this under its veil"));
    module.forgetCalls();
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "pin.wrong_count_unknown");
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "pin.wrong_count_unknown");
    EXPECT_EQ(pins.asked, 2);
    EXPECT_EQ(module.calls("C_Login"), 1);
    EXPECT_EQ(module.calls("C_Sign"), 0);
}

} // namespace
} // namespace tanba::pkcs11
