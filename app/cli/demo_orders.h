#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace tanba::card {
class SimulatedCard;
}

namespace tanba::cli {

/// What goes wrong with the simulated card.
enum class DemoFaultKind { Removed, Reset, InUse, Io, WrongValue, Tries, PukTries };

struct DemoFault {
    DemoFaultKind kind = DemoFaultKind::Removed;
    /// Which command to the card, counted from 1, which reads it; of WrongValue how many signatures, of Tries
    /// and PukTries how many are left.
    int number = 1;
};

/// What the simulated card of this run is told, for programs that are tested against it.
struct DemoOrders {
    std::vector<DemoFault> faults;
    std::chrono::milliseconds delay{0}; ///< of each command

    bool empty() const { return faults.empty() && delay.count() == 0; }
};

/// "KIND@N", such as "removed@3"; none for anything else.
std::optional<DemoFault> demoFaultOf(std::string_view text);
/// Milliseconds, a minute at most.
std::optional<std::chrono::milliseconds> demoDelayOf(std::string_view text);

void giveOrders(card::SimulatedCard& card, const DemoOrders& orders);

} // namespace tanba::cli
