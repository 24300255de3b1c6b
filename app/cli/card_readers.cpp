#include "app/cli/card_readers.h"

#include "cardreader/pcsc/context.h"

#include <algorithm>
#include <array>

namespace tanba::cli {

namespace {

using text::Ui;

struct StateRow {
    FailureCode code;
    std::string_view name;
    Ui state;
};
constexpr std::array<StateRow, 7> kStates{{
    {FailureCode::ReaderServiceOff, "service_off", Ui::MonitorServiceOff},
    {FailureCode::ReaderNone, "no_reader", Ui::MonitorNoReader},
    {FailureCode::ReaderRemoved, "no_reader", Ui::MonitorNoReader},
    {FailureCode::CardAbsent, "empty", Ui::MonitorEmpty},
    {FailureCode::CardUnknown, "unknown", Ui::MonitorUnknown},
    {FailureCode::CardMute, "unreadable", Ui::MonitorUnreadable},
    {FailureCode::CardInUse, "in_use", Ui::MonitorInUse},
}};

const StateRow* rowOf(FailureCode code) {
    const auto row = std::ranges::find(kStates, code, &StateRow::code);
    return row == kStates.end() ? nullptr : &*row;
}

} // namespace

Result<CardSlots> cardSlots() {
    card::pcsc::Api& api = card::pcsc::systemApi();
    TANBA_TRY(const std::vector<std::string> names, card::pcsc::readerNames(api));
    if (names.empty())
        return fail(FailureCode::ReaderNone);
    CardSlots slots;
    for (const std::string& name : names)
        slots.push_back(std::make_unique<card::pcsc::PcscCardSlot>(api, card::pcsc::systemWaiter(), name));
    return slots;
}

bool isReaderState(FailureCode code) {
    return rowOf(code) != nullptr;
}

ReaderAtHand readerState(const std::string& name, const Outcome& opened) {
    const StateRow* row = opened.ok() ? nullptr : rowOf(opened.failure().code);
    if (row != nullptr)
        return {name, row->name, row->state, {}};
    return opened.ok() ? ReaderAtHand{name, "known", Ui::MonitorKnown, {}}
                       : ReaderAtHand{name, "unreadable", Ui::MonitorUnreadable, {}};
}

} // namespace tanba::cli
