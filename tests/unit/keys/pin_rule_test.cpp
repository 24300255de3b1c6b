#include "core/keys/pin_rule.h"

#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::keys {
namespace {

std::string told(std::size_t minimum, std::size_t maximum, bool digitsOnly, std::string_view pin) {
    PinRules rules;
    rules.minimumLength = minimum;
    rules.maximumLength = maximum;
    rules.digitsOnly = digitsOnly;
    const Outcome checked = checkPin(rules, SecretBytes::copyOf(viewOf(pin)));
    return checked.ok() ? "ok" : test::outcome(checked) + " " + checked.failure().subject;
}

TEST(PinRule, Length) {
    EXPECT_EQ(told(4, 4, true, "123"), "pin.length 4");
    EXPECT_EQ(told(4, 4, true, "1234"), "ok");
    EXPECT_EQ(told(4, 4, true, "12345"), "pin.length 4");
    EXPECT_EQ(told(4, 8, true, "123"), "pin.length 4-8");
    EXPECT_EQ(told(4, 8, true, "12345678"), "ok");
    EXPECT_EQ(told(4, 8, true, "123456789"), "pin.length 4-8");
    EXPECT_EQ(told(4, 0, true, "123"), "pin.length 4-");
    EXPECT_EQ(told(4, 0, true, std::string(200, '1')), "ok");
}

TEST(PinRule, AnEmptyOneNeverFits) {
    EXPECT_EQ(told(0, 0, false, ""), "pin.length ");
    EXPECT_EQ(told(0, 8, false, ""), "pin.length 0-8");
}

TEST(PinRule, Characters) {
    for (const char* pin : {"12a4", "12 4", "\xD9\xA1\xD9\xA2", "123\n", "12:4", "12/4"})
        EXPECT_EQ(told(4, 4, true, pin), "pin.characters ") << pin;
    EXPECT_EQ(told(4, 8, false, "p\xC3\xA4ss"), "ok");
    // The length is told first: a wrong keyboard changes both.
    EXPECT_EQ(told(4, 4, true, "abc"), "pin.length 4");
}

} // namespace
} // namespace tanba::keys
