#pragma once

#include "cardreader/pcsc/card_slot.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace tanba::gui {

/// A reader in which a card without a serial number lies: nothing on such a card tells it from another one of
/// its kind, so what counts is that it was never out of the reader.
class SameStaySlot : public card::CardSlot {
  public:
    /// `api` as PcscCardSlot wants it.
    SameStaySlot(card::pcsc::Api& api, std::unique_ptr<card::CardSlot> slot);

    std::string readerName() const override { return slot_->readerName(); }
    /// As the slot inside; after insist() card.other_card when a card was taken out or put in since the first
    /// call.
    Result<std::unique_ptr<card::CardSession>> begin(const CancelToken* cancel) override;
    void insist() { insists_ = true; }

  private:
    Result<std::uint32_t> insertions() const;

    card::pcsc::Api& api_;
    std::unique_ptr<card::CardSlot> slot_;
    std::optional<std::uint32_t> first_;
    bool insists_ = false;
};

} // namespace tanba::gui
