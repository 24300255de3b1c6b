#include "app/gui/cards/same_stay_slot.h"

#include "cardreader/pcsc/code_failure.h"
#include "cardreader/pcsc/context.h"

#include <array>

namespace tanba::gui {

namespace {

/// The high word of a reader's state counts insertions and removals.
constexpr unsigned kCounterShift = 16;

} // namespace

SameStaySlot::SameStaySlot(card::pcsc::Api& api, std::unique_ptr<card::CardSlot> slot)
    : api_(api), slot_(std::move(slot)) {}

Result<std::unique_ptr<card::CardSession>> SameStaySlot::begin(const CancelToken* cancel) {
    TANBA_TRY(std::unique_ptr<card::CardSession> session, slot_->begin(cancel));
    if (first_ && !insists_)
        return session;
    // Asked inside the session: a card that is pulled after this ends the session by itself.
    TANBA_TRY(const std::uint32_t now, insertions());
    if (!first_)
        first_ = now;
    else if (*first_ != now)
        return fail(FailureCode::CardOther, readerName());
    return session;
}

Result<std::uint32_t> SameStaySlot::insertions() const {
    using namespace card::pcsc;
    auto context = Context::establish(api_);
    if (!context.status.ok() || !context.value)
        return failureOf(context.status, Moment::Working, readerName(), "SCardEstablishContext");
    std::array<ReaderWatch, 1> rows{ReaderWatch{readerName(), state::kUnaware, state::kUnaware, {}}};
    const Status status = api_.waitForChange(context.value->handle(), Duration(0), rows);
    if (!status.ok() && status.code != Code::Timeout)
        return failureOf(status, Moment::Working, readerName(), "SCardGetStatusChange");
    return rows[0].found >> kCounterShift;
}

} // namespace tanba::gui
