#pragma once

#include "app/cli/token_sources.h"
#include "cardreader/pcsc/card_slot.h"

#include <memory>
#include <vector>

namespace tanba::cli {

using CardSlots = std::vector<std::unique_ptr<card::pcsc::PcscCardSlot>>;

/// The readers that are plugged in. reader.service_off, reader.none, reader.no_right.
Result<CardSlots> cardSlots();

/// What the failure to use a reader's card means for its state; `known` for none that is a state.
ReaderAtHand readerState(const std::string& name, const Outcome& opened);
/// True for the failures that are states of readers, and need no telling besides.
bool isReaderState(FailureCode code);

} // namespace tanba::cli
