#include "app/cli/card_readers.h"

#include "cardreader/drivers/driver_table.h"
#include "cardreader/monitor/reader_book.h"
#include "cardreader/pcsc/context.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace tanba::cli {

namespace {

using text::Ui;

struct ServiceRow {
    FailureCode code;
    std::string_view name;
    Ui sentence;
};
constexpr std::array<ServiceRow, 3> kServiceStates{{
    {FailureCode::ReaderServiceOff, "service_off", Ui::MonitorServiceOff},
    {FailureCode::ReaderNoRight, "no_right", Ui::MonitorNoRight},
    {FailureCode::ReaderNone, "no_reader", Ui::MonitorNoReader},
}};

struct StateRow {
    card::ReaderState state;
    std::string_view name;
    Ui sentence;
};
constexpr std::array<StateRow, 6> kStates{{
    {card::ReaderState::Empty, "empty", Ui::MonitorEmpty},
    {card::ReaderState::KnownCard, "known", Ui::MonitorKnown},
    {card::ReaderState::UnknownCard, "unknown", Ui::MonitorUnknown},
    {card::ReaderState::InUse, "in_use", Ui::MonitorInUse},
    {card::ReaderState::NoRight, "no_right", Ui::MonitorNoRight},
    {card::ReaderState::Unreadable, "unreadable", Ui::MonitorUnreadable},
}};

const ServiceRow* rowOf(FailureCode code) {
    const auto row = std::ranges::find(kServiceStates, code, &ServiceRow::code);
    return row == kServiceStates.end() ? nullptr : &*row;
}

ReaderAtHand readerIn(card::ReaderState state, const std::string& name, const std::string& card) {
    auto row = std::ranges::find(kStates, state, &StateRow::state);
    if (row == kStates.end())
        row = std::prev(kStates.end());
    return {name, row->name, row->sentence, card};
}

Result<std::optional<card::CardIdentity>> identify(card::CardSlot& slot, std::string_view language,
                                                   const CancelToken& cancel) {
    TANBA_TRY(const std::unique_ptr<card::CardSession> session, slot.begin(&cancel));
    const auto driver = card::driverFor(*session);
    if (driver.ok())
        return std::optional(
            card::CardIdentity{std::string(driver.value()->name()),
                               std::string(card::cardName(session->atr(), *driver.value(), language))});
    if (driver.failure().code == FailureCode::CardUnknown)
        return std::optional<card::CardIdentity>();
    return driver.failure();
}

/// Failures after which looking at the card again would tell nothing new.
bool saysItself(FailureCode code) {
    using enum FailureCode;
    return code == CardAbsent || code == CardUnknown || code == CardMute || code == CardInUse ||
           code == ReaderNoRight || code == ReaderRemoved || code == ReaderServiceOff || code == Cancelled;
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

ReaderAtHand noReaderState(FailureCode code) {
    const ServiceRow* const row = rowOf(code);
    return row == nullptr ? readerIn(card::ReaderState::Unreadable, {}, {})
                          : ReaderAtHand{{}, row->name, row->sentence, {}};
}

ReaderAtHand readerWithKnownCard(const std::string& name, const std::string& card) {
    return readerIn(card::ReaderState::KnownCard, name, card);
}

ReaderAtHand readerNotOpened(card::CardSlot& slot, const Failure& why, std::string_view language,
                             const CancelToken& cancel) {
    using Identity = Result<std::optional<card::CardIdentity>>;
    const Identity identity = why.code == FailureCode::CardUnknown ? Identity(std::nullopt)
                              : saysItself(why.code)               ? Identity(why)
                                                                   : identify(slot, language, cancel);
    const bool known = identity.ok() && identity.value();
    return readerIn(card::stateAfter(identity), slot.readerName(),
                    known ? identity.value()->cardName : std::string());
}

} // namespace tanba::cli
