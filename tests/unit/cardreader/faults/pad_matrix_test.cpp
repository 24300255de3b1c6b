// The fault matrix of readers with keys (PC/SC part 10): every fault at every SCardControl and at every APDU
// of the flows whose PIN is typed on the reader, everything that a person can do at the keys, and readers
// that lie about them. No try is spent that nobody typed, nothing hangs, the monitor comes to show what is
// there, and the next attempt works.
#include "tests/unit/cardreader/faults/fault_rows.h"
#include "tests/unit/cardreader/faults/watched_readers.h"

#include <iostream>

namespace tanba::card {
namespace {

using pcsc::Code;
using test::outcome;

class PadMatrix : public testing::TestWithParam<FaultRow> {
  protected:
    using Strike = void (*)(test::ScriptedPcsc&, unsigned, const Fault&);

    static void atControl(test::ScriptedPcsc& pcsc, unsigned control, const Fault& fault) {
        if (fault.trouble)
            pcsc.controlTrouble(control, fault.trouble->first, fault.trouble->second);
        else if (fault.code)
            pcsc.controlFail(control, *fault.code);
        else
            pcsc.controlAnswer(control, *fault.answer);
    }
    static void atApdu(test::ScriptedPcsc& pcsc, unsigned apdu, const Fault& fault) {
        if (fault.trouble)
            pcsc.trouble(apdu, fault.trouble->first, fault.trouble->second);
        else if (fault.code)
            pcsc.failWith(apdu, *fault.code);
        else
            pcsc.answerWith(apdu, *fault.answer);
    }

    void runAll(const char* what, unsigned places, Strike strike) {
        const std::vector<Fault> faults = allFaultsWithCodes();
        unsigned cases = 0;
        unsigned endedWell = 0;
        for (unsigned place = 1; place <= places; ++place) {
            for (const Fault& fault : faults) {
                SCOPED_TRACE(std::string(GetParam().name) + ", " + what + " " + std::to_string(place) + ", " +
                             fault.name);
                endedWell += runOne(place, fault, strike) ? 1U : 0U;
                ++cases;
                if (HasFailure())
                    return;
            }
        }
        EXPECT_LT(endedWell, cases);
        std::cout << "pad matrix: " << GetParam().name << ": " << cases << " cases (" << places << " " << what
                  << "s x " << faults.size() << " faults), " << endedWell << " of them came through"
                  << std::endl;
    }

  private:
    bool runOne(unsigned place, const Fault& fault, Strike strike) {
        FaultWorld world(GetParam().kind, Entry::Pad);
        WatchedReaders watched(world.pcsc);
        world.prepare(GetParam().flow);
        EXPECT_TRUE(watched.untilTrue());
        const unsigned tried = world.model().pinsTried;
        const unsigned typed = world.person.sent + world.typedAtTheComputer();
        const pcsc::Duration start = world.pcsc.clock().now();
        strike(world.pcsc, place, fault);
        const Outcome result = world.run(GetParam().flow);
        EXPECT_NE(outcome(result), "internal");
        EXPECT_LE(world.pcsc.clock().now() - start, kFaultPatience);
        EXPECT_LE(world.model().pinsTried - tried, world.person.sent + world.typedAtTheComputer() - typed);
        // Only a reader without keys sends the person to the computer, not a card or reader that is lost.
        if (fault.trouble && fault.trouble->second != test::Trouble::PullSilently) {
            EXPECT_EQ(world.typedAtTheComputer(), 0u);
        }
        EXPECT_TRUE(watched.untilTrue());
        EXPECT_EQ(outcome(world.tryAgain(fault)), "ok");
        EXPECT_TRUE(watched.untilTrue());
        return result.ok();
    }
};

TEST_P(PadMatrix, EveryFaultAtEveryControl) {
    runAll("control", placesOf(GetParam(), Entry::Pad).controls, &atControl);
}

TEST_P(PadMatrix, EveryFaultAtEveryCommand) {
    runAll("APDU", placesOf(GetParam(), Entry::Pad).apdus, &atApdu);
}

INSTANTIATE_TEST_SUITE_P(Readers, PadMatrix, testing::ValuesIn(kPadRows),
                         [](const testing::TestParamInfo<FaultRow>& row) {
                             return std::string(row.param.name);
                         });

} // namespace
} // namespace tanba::card
