#include "tests/unit/cardreader/faults/fault_rows.h"

#include <iostream>

namespace tanba::card {
namespace {

/// Each test of the matrices runs in a process of its own; here their cases are counted together.
TEST(FaultTotal, IsAsManyCasesAsTheReadmeTells) {
    const auto faults = static_cast<unsigned>(allFaults().size());
    const auto faultsWithCodes = static_cast<unsigned>(allFaultsWithCodes().size());
    unsigned cases = 0;
    for (const FaultRow& row : kKeyboardRows)
        cases += placesOf(row, Entry::Keyboard).apdus * faults;
    for (const FaultRow& row : kPadRows) {
        const Places places = placesOf(row, Entry::Pad);
        cases += (places.controls + places.apdus) * faultsWithCodes;
    }
    std::cout << "fault matrices: " << cases << " cases in all" << std::endl;
    EXPECT_EQ(cases, kFaultCases);
}

} // namespace
} // namespace tanba::card
