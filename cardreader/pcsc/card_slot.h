#pragma once

#include "cardreader/apdu/channel.h"
#include "cardreader/pcsc/api.h"
#include "cardreader/pcsc/waiter.h"

#include <string>

namespace tanba::card::pcsc {

/// Whether commands may be longer than 261 bytes in one piece.
enum class ExtendedLength {
    Never,
    /// Where the card's ATR and the reader both say that they can.
    WhereAllowed,
};

struct SlotSettings {
    ExtendedLength extendedLength = ExtendedLength::Never;
};

/// A reader of the smart-card service. `api` and `waiter` must outlive every thread of the program that may
/// still be opening a card (see openCard()): those of the system do.
class PcscCardSlot : public CardSlot {
  public:
    PcscCardSlot(Api& api, Waiter& waiter, std::string readerName, SlotSettings settings = {});

    std::string readerName() const override { return readerName_; }
    Result<std::unique_ptr<CardSession>> begin(const CancelToken* cancel) override;

  private:
    Api& api_;
    Waiter& waiter_;
    std::string readerName_;
    SlotSettings settings_;
};

} // namespace tanba::card::pcsc
