// What people do at a reader's keys, and readers that lie about them, through the PC/SC layer.
#include "tests/unit/cardreader/faults/fault_world.h"

#include <iostream>

namespace tanba::card {
namespace {

using test::outcome;

struct Act {
    AtTheKeys act;
    const char* verifying;
    const char* changing;
};

constexpr std::array kActs{Act{AtTheKeys::Cancels, "pin.pad_cancelled", "pin.pad_cancelled"},
                           Act{AtTheKeys::LetsTimePass, "pin.pad_timeout", "pin.pad_timeout"},
                           Act{AtTheKeys::TypesTooLittle, "pin.length", "pin.length"},
                           Act{AtTheKeys::TypesTwoDifferent, "pin.pad_different", "pin.pad_different"}};

constexpr std::array kCards{CardKind::IdCard, CardKind::IdCardT0, CardKind::Piv, CardKind::Pkcs15};

bool changesOnPad(CardKind kind) {
    return kind == CardKind::Piv || kind == CardKind::Pkcs15;
}

TEST(PadActs, WhatEndsAtTheKeysCostsNoTry) {
    unsigned cases = 0;
    for (const CardKind kind : kCards) {
        for (const Act& act : kActs) {
            for (const Flow flow : {Flow::VerifyPin, Flow::ChangePin}) {
                if (flow == Flow::ChangePin && !changesOnPad(kind))
                    continue;
                FaultWorld world(kind, Entry::Pad);
                world.prepare(flow);
                world.person.act = act.act;
                EXPECT_EQ(outcome(world.run(flow)), flow == Flow::VerifyPin ? act.verifying : act.changing);
                EXPECT_EQ(world.person.asked, 1u) << "asked again by itself";
                EXPECT_EQ(world.typedAtTheComputer(), 0u);
                EXPECT_EQ(world.model().pinsTried, 0u);
                EXPECT_EQ(world.model().triesLeft, 3);
                EXPECT_FALSE(world.token().pinRules().countLow);
                EXPECT_EQ(outcome(world.tryAgain(Fault{})), "ok");
                ++cases;
            }
        }
    }
    std::cout << "pad acts: ended at the keys: " << cases << " cases" << std::endl;
}

TEST(PadActs, WrongUntilBlocked) {
    unsigned cases = 0;
    for (const CardKind kind : kCards) {
        for (const Flow flow : {Flow::VerifyPin, Flow::ChangePin}) {
            if (flow == Flow::ChangePin && !changesOnPad(kind))
                continue;
            FaultWorld world(kind, Entry::Pad);
            world.prepare(flow);
            world.person.pin = kind == CardKind::Piv ? "999999" : "9999";
            for (const auto& [code, left] : std::vector<std::pair<std::string, int>>{
                     {"pin.wrong", 2}, {"pin.last_try", 1}, {"pin.blocked", 0}}) {
                EXPECT_EQ(outcome(world.run(flow)), code);
                EXPECT_EQ(world.model().triesLeft, left);
                EXPECT_EQ(world.token().pinRules().triesLeft, left);
                ++cases;
            }
            EXPECT_EQ(world.model().pinsTried, 3u);
            EXPECT_EQ(world.person.sent, 3u);
            EXPECT_FALSE(world.pinIsNew());
        }
    }
    std::cout << "pad acts: wrong until blocked: " << cases << " cases" << std::endl;
}

TEST(PadActs, NoVerifiedPinIsLeftBehind) {
    for (const CardKind kind : kCards) {
        FaultWorld world(kind, Entry::Pad);
        world.prepare(Flow::Sign);
        EXPECT_TRUE(world.model().verified());
        EXPECT_EQ(outcome(world.run(Flow::Sign)), "ok");
        EXPECT_FALSE(world.model().verified());
        EXPECT_EQ(world.typedAtTheComputer(), 0u);
    }
}

/// A row of a feature list: tag, length, control code.
Bytes feature(std::uint8_t tag, std::uint32_t code) {
    return {tag,
            4,
            static_cast<std::uint8_t>(code >> 24),
            static_cast<std::uint8_t>(code >> 16),
            static_cast<std::uint8_t>(code >> 8),
            static_cast<std::uint8_t>(code)};
}

constexpr std::uint8_t kVerifyDirect = 0x06;
constexpr std::uint8_t kModifyDirect = 0x07;
constexpr std::uint32_t kNowhere = 0x42000DFF;

void lie(FaultWorld& world, Bytes list) {
    test::ScriptedPad pad = world.person.pad();
    pad.featureList = std::move(list);
    world.pcsc.setPad(kFaultReader, pad);
}

TEST(LyingReader, NamesKeysThatItDoesNotHave) {
    for (const CardKind kind : kCards) {
        for (const Flow flow : {Flow::VerifyPin, Flow::ChangePin}) {
            if (flow == Flow::ChangePin && !changesOnPad(kind))
                continue;
            FaultWorld world(kind, Entry::Pad);
            Bytes list = feature(kVerifyDirect, kNowhere);
            append(list, feature(kModifyDirect, kNowhere));
            lie(world, list);
            world.prepare(flow);
            EXPECT_TRUE(world.token().pinRules().enteredOnReader);
            // It went to the keys, so nothing more happens by itself. The next time the person types at the
            // computer; the card heard of one PIN.
            EXPECT_EQ(outcome(world.run(flow)), "pin.unusable");
            EXPECT_EQ(world.typedAtTheComputer(), 0u);
            EXPECT_EQ(world.model().pinsTried, 0u);
            EXPECT_EQ(outcome(world.run(flow)), "ok");
            EXPECT_EQ(world.person.asked, 0u);
            EXPECT_EQ(world.typedAtTheComputer(), 1u);
            EXPECT_EQ(world.model().pinsTried, 1u);
            EXPECT_EQ(world.pinIsNew(), flow == Flow::ChangePin);
        }
    }
}

TEST(DisturbedReader, KeepsItsKeys) {
    for (const pcsc::Code code : {pcsc::Code::CommError, pcsc::Code::NotTransacted}) {
        for (const Flow flow : {Flow::VerifyPin, Flow::ChangePin}) {
            FaultWorld world(CardKind::Pkcs15, Entry::Pad);
            // While the card is read for the first time: no token that asks at the computer comes of it.
            world.pcsc.controlFail(1, code);
            test::VirtualWaiter& clock = world.pcsc.clock();
            pcsc::PcscCardSlot slot(world.pcsc, clock, kFaultReader);
            MapMemory memory;
            EXPECT_EQ(outcome(openCardToken(slot, memory, nullptr)), "card.io");
            world.prepare(flow);
            ASSERT_TRUE(world.token().pinRules().enteredOnReader);
            world.pcsc.controlFail(1, code);
            EXPECT_EQ(outcome(world.run(flow)), "card.io");
            EXPECT_TRUE(world.token().pinRules().enteredOnReader);
            EXPECT_EQ(outcome(world.run(flow)), "ok");
            EXPECT_EQ(world.typedAtTheComputer(), 0u);
        }
    }
}

TEST(LyingReader, ListsThatAreNone) {
    const std::vector<Bytes> lists{{},
                                   {kVerifyDirect},
                                   {kVerifyDirect, 4, 0x42},
                                   {kVerifyDirect, 2, 0x42, 0x00},
                                   {kVerifyDirect, 0xFF, 0x42, 0x00, 0x0D, 0x49},
                                   Bytes(300, 0xFF),
                                   Bytes(300, 0x00)};
    for (const Bytes& list : lists) {
        FaultWorld world(CardKind::Pkcs15, Entry::Pad);
        lie(world, list);
        world.prepare(Flow::VerifyPin);
        EXPECT_FALSE(world.token().pinRules().enteredOnReader);
        EXPECT_EQ(outcome(world.run(Flow::VerifyPin)), "ok");
        EXPECT_EQ(world.typedAtTheComputer(), 1u);
    }
}

TEST(LyingReader, VerifiesOnlyAndChangesAtTheComputer) {
    FaultWorld world(CardKind::Piv, Entry::Pad);
    test::ScriptedPad pad = world.person.pad();
    pad.modify = nullptr;
    world.pcsc.setPad(kFaultReader, pad);
    world.prepare(Flow::ChangePin);
    EXPECT_EQ(outcome(world.run(Flow::ChangePin)), "ok");
    EXPECT_EQ(world.person.asked, 0u);
    EXPECT_TRUE(world.pinIsNew());
}

TEST(LyingReader, LosesItsKeysBetweenOpeningAndTyping) {
    for (const Flow flow : {Flow::VerifyPin, Flow::ChangePin}) {
        FaultWorld world(CardKind::Pkcs15, Entry::Pad);
        world.prepare(flow);
        lie(world, {});
        EXPECT_EQ(outcome(world.run(flow)), "ok");
        EXPECT_EQ(world.person.asked, 0u);
        EXPECT_EQ(world.model().pinsTried, 1u);
    }
}

TEST(LyingReader, SaysYesWithoutAskingTheCard) {
    // The session opens, and the card refuses to sign: a signature is not made up, and nothing is spent.
    FaultWorld world(CardKind::Pkcs15, Entry::Pad);
    test::ScriptedPad pad = world.person.pad();
    pad.verify = [](ByteView) { return Bytes{0x90, 0x00}; };
    world.pcsc.setPad(kFaultReader, pad);
    world.prepare(Flow::Sign);
    EXPECT_EQ(outcome(world.run(Flow::Sign)), "card.pin_needed");
    EXPECT_EQ(world.model().pinsTried, 0u);
    EXPECT_EQ(world.model().signatures, 0u);
}

} // namespace
} // namespace tanba::card
