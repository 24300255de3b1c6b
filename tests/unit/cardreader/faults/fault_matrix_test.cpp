// For every APDU of every flow, every fault: nothing hangs, no PIN try is spent without the person's act, the
// monitor comes to show what is there, and the next attempt works. All through the PC/SC layer, over a
// scripted service with a clock of its own. That no PIN stays in memory is in pin_memory_matrix_test.cpp.
#include "tests/unit/cardreader/faults/fault_rows.h"
#include "tests/unit/cardreader/faults/watched_readers.h"

#include <array>
#include <iostream>

namespace tanba::card {
namespace {

using test::outcome;

class FaultMatrix : public testing::TestWithParam<FaultRow> {};

void strike(FaultWorld& world, unsigned apdu, const Fault& fault) {
    if (fault.trouble)
        world.pcsc.trouble(apdu, fault.trouble->first, fault.trouble->second);
    else
        world.pcsc.answerWith(apdu, *fault.answer);
}

TEST_P(FaultMatrix, EveryFaultAtEveryCommand) {
    const FaultRow& row = GetParam();
    const std::vector<Fault> faults = allFaults();
    const unsigned length = placesOf(row, Entry::Keyboard).apdus;
    unsigned cases = 0;
    unsigned endedWell = 0;
    for (unsigned apdu = 1; apdu <= length; ++apdu) {
        for (const Fault& fault : faults) {
            SCOPED_TRACE(std::string(row.name) + ", APDU " + std::to_string(apdu) + ", " + fault.name);
            FaultWorld world(row.kind);
            WatchedReaders watched(world.pcsc);
            world.prepare(row.flow);
            EXPECT_TRUE(watched.untilTrue());
            const pcsc::Duration start = world.pcsc.clock().now();
            strike(world, apdu, fault);
            const Outcome result = world.run(row.flow);
            ++cases;
            endedWell += result.ok() ? 1U : 0U;
            EXPECT_NE(outcome(result), "internal");
            EXPECT_LE(world.pcsc.clock().now() - start, kFaultPatience);
            EXPECT_LE(world.model().pinsTried, world.actsOfThePerson());
            EXPECT_TRUE(watched.untilTrue());
            EXPECT_EQ(outcome(world.tryAgain(fault)), "ok");
            EXPECT_TRUE(watched.untilTrue());
            if (HasFailure())
                return;
        }
    }
    // Faults that strike nothing prove nothing.
    EXPECT_LT(endedWell, cases);
    std::cout << "fault matrix: " << row.name << ": " << cases << " cases (" << length << " APDUs x "
              << faults.size() << " faults), " << endedWell << " of them came through" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Cards, FaultMatrix, testing::ValuesIn(kKeyboardRows),
                         [](const testing::TestParamInfo<FaultRow>& row) {
                             return std::string(row.param.name);
                         });

constexpr std::array kFlows{Flow::List, Flow::VerifyPin, Flow::Sign, Flow::ChangePin, Flow::UnblockPin};

TEST(HeldCard, AnotherProgramKeepsTheCard) {
    unsigned cases = 0;
    for (const CardKind kind : {CardKind::IdCard, CardKind::Piv, CardKind::Pkcs15}) {
        for (const Flow flow : kFlows) {
            const bool offered =
                kind != CardKind::IdCard || (flow != Flow::ChangePin && flow != Flow::UnblockPin);
            if (!offered || flow == Flow::Sign)
                continue;
            FaultWorld world(kind);
            world.prepare(flow);
            const pcsc::Duration start = world.pcsc.clock().now();
            world.pcsc.holdExclusively(kFaultReader);
            EXPECT_EQ(outcome(world.run(flow)), "card.in_use");
            EXPECT_LE(world.pcsc.clock().now() - start, std::chrono::seconds(5));
            EXPECT_EQ(world.model().pinsTried, 0u);
            world.pcsc.letGo(kFaultReader);
            EXPECT_EQ(outcome(world.tryAgain(Fault{})), "ok");
            ++cases;
        }
    }
    std::cout << "fault matrix: held for ever: " << cases << " cases" << std::endl;
}

TEST(HeldCard, AnotherProgramLetsGoInTime) {
    unsigned cases = 0;
    for (const CardKind kind : {CardKind::IdCard, CardKind::Piv, CardKind::Pkcs15}) {
        for (const Flow flow : {Flow::List, Flow::VerifyPin}) {
            FaultWorld world(kind);
            world.prepare(flow);
            world.pcsc.holdExclusivelyFor(kFaultReader, std::chrono::seconds(1));
            EXPECT_EQ(outcome(world.run(flow)), "ok");
            EXPECT_EQ(outcome(world.tryAgain(Fault{})), "ok");
            ++cases;
        }
    }
    std::cout << "fault matrix: held for a second: " << cases << " cases" << std::endl;
}

} // namespace
} // namespace tanba::card
