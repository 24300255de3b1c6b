// The fault matrix of readers with keys (PC/SC part 10): every fault at every SCardControl and at every APDU
// of the flows whose PIN is typed on the reader, everything that a person can do at the keys, and readers
// that lie about them. No try is spent that nobody typed, nothing hangs, and the next attempt works.
#include "tests/unit/cardreader/faults/fault_world.h"

#include <iostream>

namespace tanba::card {
namespace {

using pcsc::Code;
using test::outcome;

struct Row {
    CardKind kind;
    Flow flow;
    const char* name;
};

struct Length {
    unsigned controls;
    unsigned apdus;
};

Length lengthOf(const Row& row) {
    FaultWorld world(row.kind, Entry::Pad);
    world.prepare(row.flow);
    const Length before{world.pcsc.controlCount(), world.pcsc.apduCount()};
    EXPECT_EQ(outcome(world.run(row.flow)), "ok") << row.name;
    EXPECT_EQ(world.typedAtTheComputer(), 0u);
    return {world.pcsc.controlCount() - before.controls, world.pcsc.apduCount() - before.apdus};
}

class PadMatrix : public testing::TestWithParam<Row> {
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
        std::vector<Fault> faults = allFaults();
        for (Fault& fault : allCodes())
            faults.push_back(std::move(fault));
        faults.push_back({"no octet", std::nullopt, Bytes{}, std::nullopt});
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
        world.prepare(GetParam().flow);
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
        EXPECT_EQ(outcome(world.tryAgain(fault)), "ok");
        return result.ok();
    }
};

TEST_P(PadMatrix, EveryFaultAtEveryControl) {
    runAll("control", lengthOf(GetParam()).controls, &atControl);
}

TEST_P(PadMatrix, EveryFaultAtEveryCommand) {
    runAll("APDU", lengthOf(GetParam()).apdus, &atApdu);
}

INSTANTIATE_TEST_SUITE_P(Readers, PadMatrix,
                         testing::Values(Row{CardKind::IdCard, Flow::VerifyPin, "IdCard_VerifyPin"},
                                         Row{CardKind::IdCardT0, Flow::VerifyPin, "IdCardT0_VerifyPin"},
                                         Row{CardKind::Piv, Flow::VerifyPin, "Piv_VerifyPin"},
                                         Row{CardKind::PivEverySignature, Flow::SignAgain,
                                             "PivEverySignature_SignAgain"},
                                         Row{CardKind::Piv, Flow::ChangePin, "Piv_ChangePin"},
                                         Row{CardKind::Pkcs15, Flow::VerifyPin, "Pkcs15_VerifyPin"},
                                         Row{CardKind::Pkcs15, Flow::ChangePin, "Pkcs15_ChangePin"}),
                         [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

} // namespace
} // namespace tanba::card
