#pragma once

#include "cardreader/tokens/card_state.h"
#include "core/keys/token.h"

#include <memory>

namespace tanba::card {

/// The key with this index among the contents of a card.
std::unique_ptr<keys::SigningKey> cardSigningKey(std::shared_ptr<CardState> state, std::size_t index);

} // namespace tanba::card
