#pragma once

#include "core/base/bytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::card {

enum class ServiceState {
    Running,
    Off,
    NoRight, ///< the system does not let this user use readers (polkit)
};

/// What a person should know of a reader. Each has a sentence and a next step in translations/messages.json.
enum class ReaderState {
    Empty,
    Reading,
    KnownCard,
    UnknownCard,
    Unreadable, ///< mute or upside down
    InUse,      ///< held by another program
    NoRight,    ///< the system does not let this user use the card (polkit)
};

struct ReaderSnapshot {
    std::string name;
    ReaderState state = ReaderState::Empty;
    Bytes atr;            ///< empty without a card
    std::string driver;   ///< KnownCard: name of the driver
    std::string cardName; ///< KnownCard: what people call it; may be empty
    /// Counts cards put in since the reader was plugged in, so that a swapped card is never taken for the one
    /// before.
    unsigned insertion = 0;

    friend bool operator==(const ReaderSnapshot&, const ReaderSnapshot&) = default;
};

/// All that is known at one moment, by reader name.
struct Snapshot {
    ServiceState service = ServiceState::Off;
    std::vector<ReaderSnapshot> readers;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

} // namespace tanba::card
