#pragma once

#include "app/gui/cards/card_choice.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/style/icon.h"

namespace tanba::gui {

// What the list and the page of a card say of it.

StateView stateView(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words);
/// What the card is called; a demonstration says so.
QString labelOf(const CardEntry& entry, const Words& words);
/// Whose keys they are, or what the card is called while nobody knows.
QString titleOf(const CardEntry& entry, const CardHolder& holder, const Words& words);
/// Organisation and validity; or why nothing is known.
QString detailOf(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words);
/// That nobody has used such a card with this program yet; empty where somebody has.
QString proofOf(const CardEntry& entry, const Words& words);
/// What kind of card it is, and in which reader or behind which module.
QString placeOf(const CardEntry& entry, const Words& words);
/// The same without how far the work with such cards is proved.
QString whereOf(const CardEntry& entry, const Words& words);
/// In which reader or behind which module it is; empty while it is away.
QString seatOf(const CardEntry& entry);
/// One line about which key the program takes for what.
QString choiceLine(const CardHolder& holder, Time now, const Words& words);
Icon iconOf(const CardEntry& entry);

/// Whose keys, what for and until when, for each key that the program would take.
std::vector<text::Fact> cardFacts(const CardHolder& holder, Time now, const Words& words);
/// Rules of the PIN and the tries left, as far as they are known.
std::vector<text::Fact> pinFacts(const CardEntry& entry, const Words& words);

} // namespace tanba::gui
