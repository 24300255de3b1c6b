#include "tests/unit/cardreader/simulated/simulated_support.h"

#include <gmock/gmock.h>

namespace tanba::card {
namespace {

using keys::PinRole;
using test::CardOnTable;
using test::outcome;
using test::ScriptedPins;
using testing::ElementsAre;

/// The code, and the subject after a blank when there is one: tries left, allowed lengths.
template <typename T>
std::string told(const Result<T>& result) {
    if (result.ok() || result.failure().subject.empty())
        return outcome(result);
    return outcome(result) + " " + result.failure().subject;
}

std::string change(CardOnTable& table, std::initializer_list<std::string_view> answers) {
    ScriptedPins pins(answers);
    return told(table.token()->pinManagement()->change(pins, nullptr));
}

std::string unblock(CardOnTable& table, std::initializer_list<std::string_view> answers) {
    ScriptedPins pins(answers);
    return told(table.token()->pinManagement()->unblock(pins, nullptr));
}

int triesLeft(CardOnTable& table) {
    return table.token()->pinRules().triesLeft.value_or(-1);
}

TEST(SimulatedPin, RulesAreTold) {
    CardOnTable table;
    const keys::PinRules rules = table.token()->pinRules();
    EXPECT_EQ(rules.minimumLength, 4U);
    EXPECT_EQ(rules.maximumLength, 8U);
    EXPECT_TRUE(rules.digitsOnly);
    EXPECT_EQ(rules.triesLeft, 3);
    EXPECT_FALSE(rules.countLow);
    EXPECT_FALSE(rules.lastTry);
}

TEST(SimulatedPin, ThreeWrongOnesBlockTheCard) {
    CardOnTable table;
    EXPECT_EQ(told(table.session("p256", "0000")), "pin.wrong 2");
    EXPECT_TRUE(table.token()->pinRules().countLow);
    EXPECT_EQ(told(table.session("p256", "0000")), "pin.last_try 1");
    EXPECT_TRUE(table.token()->pinRules().lastTry);
    EXPECT_EQ(told(table.session("p256", "0000")), "pin.blocked");
    ScriptedPins pins{"1234"};
    EXPECT_EQ(told(test::keyOf(*table.token(), "p256")->open(pins, nullptr)), "pin.blocked");
    EXPECT_TRUE(pins.labels.empty()) << "a person was asked for a PIN that cannot be right";
}

TEST(SimulatedPin, ARightOneRestoresTheTries) {
    CardOnTable table;
    EXPECT_EQ(told(table.session("p256", "0000")), "pin.wrong 2");
    EXPECT_EQ(told(table.session("p256")), "ok");
    EXPECT_EQ(triesLeft(table), 3);
}

TEST(SimulatedPin, WhatBreaksTheRulesCostsNoTry) {
    CardOnTable table;
    EXPECT_EQ(told(table.session("p256", "")), "pin.length 4-8");
    EXPECT_EQ(told(table.session("p256", "123")), "pin.length 4-8");
    EXPECT_EQ(told(table.session("p256", "123456789")), "pin.length 4-8");
    EXPECT_EQ(told(table.session("p256", "12a4")), "pin.characters");
    EXPECT_EQ(triesLeft(table), 3);
}

TEST(SimulatedPin, ACardPulledDuringVerifyHasSpentTheTry) {
    CardOnTable table;
    const auto token = table.token();
    table.card.removeDuring(3);
    ScriptedPins pins{"1234"};
    EXPECT_EQ(told(test::keyOf(*token, "p256")->open(pins, nullptr)), "card.removed demo");
    EXPECT_FALSE(token->pinRules().triesLeft) << "nothing is known of a card that is out";
    table.card.insert();
    EXPECT_EQ(triesLeft(table), 2);
}

TEST(SimulatedPin, GivingUpCostsNoTry) {
    CardOnTable table;
    ScriptedPins nothing{};
    EXPECT_EQ(told(test::keyOf(*table.token(), "p256")->open(nothing, nullptr)), "cancelled");
    EXPECT_EQ(change(table, {"1234"}), "cancelled");
    EXPECT_EQ(triesLeft(table), 3);
}

TEST(SimulatedPin, IsChanged) {
    CardOnTable table;
    EXPECT_EQ(change(table, {"1234", "98765"}), "ok");
    EXPECT_EQ(told(table.session("p256", "1234")), "pin.wrong 2");
    EXPECT_EQ(told(table.session("p256", "98765")), "ok");
}

TEST(SimulatedPin, AChangeAsksForTheOldOneFirstAndSaysWhoseItIs) {
    CardOnTable table;
    ScriptedPins pins{"1234", "98765"};
    ASSERT_EQ(told(table.token()->pinManagement()->change(pins, nullptr)), "ok");
    EXPECT_THAT(pins.roles, ElementsAre(PinRole::Current, PinRole::New));
    EXPECT_THAT(pins.labels, ElementsAre("demo", "demo"));
}

TEST(SimulatedPin, AChangeThatCannotBeCostsNoTry) {
    CardOnTable table;
    EXPECT_EQ(change(table, {"1234", "1234"}), "pin.same");
    EXPECT_EQ(change(table, {"1234", "12"}), "pin.length 4-8");
    EXPECT_EQ(change(table, {"1234", "12x4"}), "pin.characters");
    EXPECT_EQ(triesLeft(table), 3);
    EXPECT_EQ(told(table.session("p256")), "ok");
}

TEST(SimulatedPin, AChangeWithTheWrongOldOneCountsAsATry) {
    CardOnTable table;
    EXPECT_EQ(change(table, {"0000", "98765"}), "pin.wrong 2");
    EXPECT_EQ(change(table, {"0000", "98765"}), "pin.last_try 1");
    EXPECT_EQ(change(table, {"0000", "98765"}), "pin.blocked");
    EXPECT_EQ(change(table, {"1234", "98765"}), "pin.blocked");
}

TEST(SimulatedPin, ThePukUnblocksIt) {
    CardOnTable table;
    table.card.setTriesLeft(0);
    EXPECT_EQ(told(table.session("p256")), "pin.blocked");
    EXPECT_EQ(unblock(table, {"12345678", "2468"}), "ok");
    EXPECT_EQ(triesLeft(table), 3);
    EXPECT_EQ(told(table.session("p256", "2468")), "ok");
}

TEST(SimulatedPin, WrongPuksBlockForGood) {
    CardOnTable table;
    table.card.setTriesLeft(0);
    table.card.setPukTriesLeft(3);
    EXPECT_EQ(unblock(table, {"1234567", "2468"}), "pin.length 8");
    EXPECT_EQ(unblock(table, {"00000000", "2468"}), "puk.wrong 2");
    EXPECT_EQ(unblock(table, {"00000000", "2468"}), "puk.wrong 1");
    EXPECT_EQ(unblock(table, {"00000000", "2468"}), "puk.blocked");
    EXPECT_EQ(unblock(table, {"12345678", "2468"}), "puk.blocked");
    EXPECT_EQ(told(table.session("p256", "2468")), "pin.blocked");
}

} // namespace
} // namespace tanba::card
