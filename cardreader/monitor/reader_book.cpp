#include "cardreader/monitor/reader_book.h"

#include <algorithm>
#include <array>

namespace tanba::card {
namespace {

using namespace pcsc::state;

/// What a failed identification says of the reader, and how often it is worth another try.
struct Row {
    FailureCode code;
    /// None: the service will tell of it by itself.
    std::optional<ReaderState> state;
    int attempts;
};

constexpr int kAlways = 1'000'000'000;

constexpr std::array kRows = {
    Row{FailureCode::CardRemoved, std::nullopt, 1},
    Row{FailureCode::CardAbsent, std::nullopt, 1},
    Row{FailureCode::ReaderRemoved, std::nullopt, 1},
    Row{FailureCode::ReaderServiceOff, std::nullopt, 1},
    Row{FailureCode::Cancelled, std::nullopt, 1},
    Row{FailureCode::ReaderNoRight, ReaderState::NoRight, 1},
    // The end of another program's transaction is no event: begin() waits for it, again and again.
    Row{FailureCode::CardInUse, ReaderState::InUse, kAlways},
    Row{FailureCode::CardReset, ReaderState::Unreadable, 3},
    Row{FailureCode::CardIo, ReaderState::Unreadable, 2},
    Row{FailureCode::CardAnswerMalformed, ReaderState::Unreadable, 2},
};

constexpr Row kOther{FailureCode::Internal, ReaderState::Unreadable, 1};

const Row& rowOf(FailureCode code) {
    const auto found = std::ranges::find(kRows, code, &Row::code);
    return found == kRows.end() ? kOther : *found;
}

unsigned counterOf(std::uint32_t found) {
    return found >> 16;
}

} // namespace

ReaderState stateAfter(const Result<std::optional<CardIdentity>>& identity) {
    if (!identity.ok())
        return rowOf(identity.failure().code).state.value_or(ReaderState::Empty);
    return identity.value() ? ReaderState::KnownCard : ReaderState::UnknownCard;
}

void ReaderBook::setService(ServiceState service) {
    service_ = service;
    if (service != ServiceState::Running)
        entries_.clear();
}

void ReaderBook::setReaders(const std::vector<std::string>& names) {
    std::erase_if(entries_, [&](const auto& entry) { return std::ranges::count(names, entry.first) == 0; });
    for (const std::string& name : names)
        entries_[name].shown.name = name;
}

std::vector<pcsc::ReaderWatch> ReaderBook::rows() const {
    std::vector<pcsc::ReaderWatch> rows;
    for (const auto& [name, entry] : entries_)
        // Without kIgnore, which Windows sets for readers that left: they may come back.
        rows.push_back({name, entry.found & ~(kChanged | kIgnore), kUnaware, {}});
    return rows;
}

std::optional<IdentifyJob> ReaderBook::observe(const pcsc::ReaderWatch& row) {
    const auto position = entries_.find(row.reader);
    if (position == entries_.end())
        return std::nullopt;
    Entry& entry = position->second;
    ReaderSnapshot& shown = entry.shown;
    const std::uint32_t before = entry.found;
    const bool firstSight = !entry.seen;
    entry.found = row.found;
    entry.seen = true;
    entry.gone = (row.found & (kUnknown | kUnavailable)) != 0;

    if (entry.gone || (row.found & kPresent) == 0) {
        shown = {shown.name, ReaderState::Empty, {}, {}, {}, shown.insertion};
        return std::nullopt;
    }
    // The counter tells a card that was swapped within one wait; where a system does not count, the ATR may.
    const bool otherAtr = !shown.atr.empty() && !row.atr.empty() && !sameBytes(row.atr, shown.atr);
    const bool newCard = firstSight || shown.state == ReaderState::Empty ||
                         counterOf(row.found) != counterOf(before) || otherAtr;
    if (newCard)
        shown = {shown.name, ReaderState::Reading, row.atr, {}, {}, shown.insertion + 1};
    else if (shown.atr.empty())
        shown.atr = row.atr;

    if ((row.found & kMute) != 0) {
        shown.state = ReaderState::Unreadable;
        return std::nullopt;
    }
    if ((row.found & kExclusive) != 0) {
        const bool alreadyTried = !newCard && shown.state == ReaderState::InUse;
        shown.state = ReaderState::InUse;
        shown.driver.clear();
        shown.cardName.clear();
        // Not every service wakes the waiting when the card is given back: trying to begin notices it.
        return alreadyTried ? std::nullopt
                            : std::optional(IdentifyJob{shown.name, shown.insertion, shown.atr});
    }
    const bool identifiedMeanwhile =
        shown.state == ReaderState::KnownCard || shown.state == ReaderState::UnknownCard;
    const bool readableAgain = (before & (kMute | kExclusive)) != 0 && !identifiedMeanwhile;
    if (!newCard && !readableAgain)
        return std::nullopt;
    shown.state = ReaderState::Reading;
    return IdentifyJob{shown.name, shown.insertion, shown.atr};
}

std::optional<IdentifyJob> ReaderBook::identified(IdentifyJob job,
                                                  const Result<std::optional<CardIdentity>>& identity) {
    const auto position = entries_.find(job.reader);
    if (position == entries_.end())
        return std::nullopt;
    Entry& entry = position->second;
    ReaderSnapshot& shown = entry.shown;
    const bool stale = shown.insertion != job.insertion || shown.state == ReaderState::Empty;
    if (stale || (entry.found & kMute) != 0)
        return std::nullopt;
    if (!identity.ok()) {
        const Row& row = rowOf(identity.failure().code);
        const bool again = job.attempt < row.attempts;
        // While tries are left a card that was disturbed goes on being read; one that is in use says so.
        if (row.state && (!again || row.attempts == kAlways))
            shown.state = *row.state;
        ++job.attempt;
        return again ? std::optional(std::move(job)) : std::nullopt;
    }
    const bool known = identity.value().has_value();
    shown.state = stateAfter(identity);
    shown.driver = known ? identity.value()->driver : std::string();
    shown.cardName = known ? identity.value()->cardName : std::string();
    return std::nullopt;
}

bool ReaderBook::complete() const {
    return std::ranges::all_of(entries_, [](const auto& entry) { return entry.second.seen; });
}

Snapshot ReaderBook::snapshot() const {
    Snapshot snapshot{service_, {}};
    for (const auto& [name, entry] : entries_)
        if (entry.seen && !entry.gone)
            snapshot.readers.push_back(entry.shown);
    return snapshot;
}

} // namespace tanba::card
