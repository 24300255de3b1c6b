#pragma once

#include "app/cli/token_sources.h"
#include "cardreader/pcsc/card_slot.h"

#include <memory>
#include <vector>

namespace tanba::cli {

using CardSlots = std::vector<std::unique_ptr<card::pcsc::PcscCardSlot>>;

/// The readers that are plugged in. reader.service_off, reader.none, reader.no_right.
Result<CardSlots> cardSlots();

/// What the lack of any reader is told as; a reader that cannot be used for another reason has no such state.
ReaderAtHand noReaderState(FailureCode code);
/// True for the failures that are told so, and need no telling besides.
bool isReaderState(FailureCode code);

/// The reader whose card was opened.
ReaderAtHand readerWithKnownCard(const std::string& name, const std::string& card);
/// The reader whose card was not: identified as the reader monitor does it, so that a card which is known and
/// only cannot be read to its end is not called unreadable.
ReaderAtHand readerNotOpened(card::CardSlot& slot, const Failure& why, std::string_view language,
                             const CancelToken& cancel);

} // namespace tanba::cli
