#pragma once

#include "app/gui/cards/open_card.h"

namespace tanba::gui {

/// The cards of a demonstration: the one that it made, and nothing of what this computer has.
CardSources demoCards(CardSources usual, card::pcsc::Api& noReaders, card::SimulatedCard card);

} // namespace tanba::gui
