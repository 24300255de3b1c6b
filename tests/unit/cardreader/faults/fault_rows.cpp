#include "tests/unit/cardreader/faults/fault_rows.h"

namespace tanba::card {

Places placesOf(const FaultRow& row, Entry entry) {
    FaultWorld world(row.kind, entry);
    world.prepare(row.flow);
    const Places before{world.pcsc.controlCount(), world.pcsc.apduCount()};
    EXPECT_EQ(test::outcome(world.run(row.flow)), "ok") << row.name;
    if (entry == Entry::Pad) {
        EXPECT_EQ(world.typedAtTheComputer(), 0u);
    }
    return {world.pcsc.controlCount() - before.controls, world.pcsc.apduCount() - before.apdus};
}

std::vector<Fault> allFaultsWithCodes() {
    std::vector<Fault> faults = allFaults();
    for (Fault& fault : allCodes())
        faults.push_back(std::move(fault));
    faults.push_back({"no octet", std::nullopt, Bytes{}, std::nullopt});
    return faults;
}

} // namespace tanba::card
