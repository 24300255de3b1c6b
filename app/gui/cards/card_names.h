#pragma once

#include "app/gui/cards/card_entry.h"
#include "app/text/language.h"
#include "cardreader/monitor/snapshot.h"

#include <string>

namespace tanba::gui {

/// What people call a card: its own name, else that of the table of cards; safe to show; may be empty.
std::string cardLabel(const CardEntry& entry, text::Language language);
/// The same for the card in a reader.
std::string cardLabel(const card::ReaderSnapshot& reader, text::Language language);

} // namespace tanba::gui
