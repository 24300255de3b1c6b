#include "app/cli/demo_orders.h"

#include "cardreader/simulated/simulated_card.h"

#include <array>
#include <charconv>

namespace tanba::cli {

namespace {

using card::SimulatedCard;

struct FaultKindRow {
    DemoFaultKind kind;
    std::string_view name;
    int least; ///< of the number
    void (*give)(SimulatedCard& card, int number);
};
constexpr auto kFaultKinds = std::to_array<FaultKindRow>({
    {DemoFaultKind::Removed, "removed", 1,
     [](SimulatedCard& card, int number) { card.breakOff(number, FailureCode::CardRemoved); }},
    {DemoFaultKind::Reset, "reset", 1,
     [](SimulatedCard& card, int number) { card.breakOff(number, FailureCode::CardReset); }},
    {DemoFaultKind::InUse, "in-use", 1,
     [](SimulatedCard& card, int number) { card.breakOff(number, FailureCode::CardInUse); }},
    {DemoFaultKind::Io, "io", 1,
     [](SimulatedCard& card, int number) { card.breakOff(number, FailureCode::CardIo); }},
    {DemoFaultKind::WrongValue, "wrong-value", 1,
     [](SimulatedCard& card, int number) { card.spoilSignatures(number); }},
    {DemoFaultKind::Tries, "tries", 0, [](SimulatedCard& card, int number) { card.setTriesLeft(number); }},
    {DemoFaultKind::PukTries, "puk-tries", 0,
     [](SimulatedCard& card, int number) { card.setPukTriesLeft(number); }},
});

constexpr int kMostNumber = 9999;
constexpr int kMostMilliseconds = 60'000;

std::optional<int> numberOf(std::string_view text, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<DemoFault> demoFaultOf(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto number = numberOf(text.substr(at + 1), kMostNumber);
    for (const FaultKindRow& row : kFaultKinds)
        if (row.name == text.substr(0, at) && number && *number >= row.least)
            return DemoFault{row.kind, *number};
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> demoDelayOf(std::string_view text) {
    const auto number = numberOf(text, kMostMilliseconds);
    return number ? std::optional(std::chrono::milliseconds(*number)) : std::nullopt;
}

void giveOrders(SimulatedCard& card, const DemoOrders& orders) {
    card.delay(orders.delay);
    for (const DemoFault& fault : orders.faults)
        for (const FaultKindRow& row : kFaultKinds)
            if (row.kind == fault.kind)
                row.give(card, fault.number);
}

} // namespace tanba::cli
