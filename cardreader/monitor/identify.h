#pragma once

#include "cardreader/apdu/channel.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <functional>
#include <optional>
#include <string>

namespace tanba::card {

/// What a card is.
struct CardIdentity {
    std::string driver;
    std::string cardName;
};

/// Finds out what the card in a slot is, by its ATR or in a session; nothing when nobody knows it. Given by
/// the composition root, so that the monitor needs no drivers. Called on a thread of the monitor.
using Identify = std::function<Result<std::optional<CardIdentity>>(CardSlot& slot, ByteView atr,
                                                                   const CancelToken& cancel)>;

} // namespace tanba::card
