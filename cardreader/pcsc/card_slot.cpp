#include "cardreader/pcsc/card_slot.h"

#include "cardreader/pcsc/open_card.h"
#include "cardreader/pcsc/session.h"

#include <system_error>

namespace tanba::card::pcsc {

PcscCardSlot::PcscCardSlot(Api& api, Waiter& waiter, std::string readerName, SlotSettings settings)
    : api_(api), waiter_(waiter), readerName_(std::move(readerName)), settings_(settings) {}

Result<std::unique_ptr<CardSession>> PcscCardSlot::begin(const CancelToken* cancel) {
    TANBA_TRY(std::unique_ptr<OpenCard> card, openCard(api_, waiter_, readerName_, cancel));
    try {
        return std::unique_ptr<CardSession>(std::make_unique<Session>(waiter_, settings_, std::move(card)));
    } catch (const std::system_error& error) {
        return fail(FailureCode::OutOfMemory, {}, error.what());
    }
}

} // namespace tanba::card::pcsc
